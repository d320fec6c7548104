'use client'

import { useRouter } from 'next/navigation'
import { Controller, useWatch } from 'react-hook-form'
import { DisclosedForm } from '#components/form/disclosed-form.tsx'
import { Field, Fieldset } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Input } from '#components/ui/input.tsx'
import { ChoiceCard, RadioGroup } from '#components/ui/radio-group.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import { setSchedule } from '#lib/sync/actions.ts'
import { describeCron, describeInterval } from '#lib/sync/labels.ts'
import { SetSchedule } from '#lib/sync/schema.ts'
import type { ConnectorDetail, Progress } from '#lib/sync/types.ts'

/** When the connector is synced by itself. */
export function ScheduleSettings({
  connector,
  progress,
}: {
  connector: Wire<ConnectorDetail>
  progress: Pick<Wire<Progress>, 'nextSyncAt' | 'pausedAt'>
}) {
  const facts = (
    <DefinitionList>
      <Definition label="Syncs">
        <Words schedule={connector.schedule} />
      </Definition>
      <Definition label="Next">
        <NextSync {...progress} />
      </Definition>
    </DefinitionList>
  )
  if (!connector.mayManage) return facts
  return (
    <DisclosedForm
      label="Change the schedule"
      renderForm={(close) => <ScheduleForm connector={connector} onDone={close} />}
    >
      {facts}
    </DisclosedForm>
  )
}

function Words({ schedule: { cron, everyMinutes, timeZone } }: Pick<ConnectorDetail, 'schedule'>) {
  if (cron === null) return <>{describeInterval(everyMinutes)}</>
  const words = describeCron(cron)
  if (words !== null)
    return (
      <>
        {words} ({timeZone})
      </>
    )
  return (
    <>
      By the cron expression <span className="font-mono text-xs">{cron}</span> ({timeZone})
    </>
  )
}

function NextSync({ nextSyncAt, pausedAt }: Pick<Wire<Progress>, 'nextSyncAt' | 'pausedAt'>) {
  if (pausedAt) return <>Paused</>
  return nextSyncAt ? <Time at={nextSyncAt} /> : <>Within a minute or two</>
}

const localZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** What is typed so far, in words. */
function toInterval(typed: string | number): string {
  const minutes = Number(typed)
  return Number.isInteger(minutes) && minutes > 0 ? describeInterval(minutes) : 'Every so many minutes'
}

function ScheduleForm({ connector, onDone }: { connector: Wire<ConnectorDetail>; onDone: () => void }) {
  const router = useRouter()
  const { everyMinutes, cron, timeZone } = connector.schedule
  const { form, submit, pending, failure } = useActionForm({
    schema: SetSchedule,
    defaultValues: {
      connectorId: connector.id,
      kind: cron === null ? ('interval' as const) : ('cron' as const),
      everyMinutes,
      cron: cron ?? '0 6 * * 1-5',
      timeZone: cron === null ? localZone() : timeZone,
    },
    action: setSchedule,
    onDone: () => {
      toast.success('The schedule is saved.')
      onDone()
      router.refresh()
    },
  })
  const { errors } = form.formState
  const [kind, typedMinutes, typedCron] = useWatch({
    control: form.control,
    name: ['kind', 'everyMinutes', 'cron'],
  })
  return (
    <form onSubmit={submit} noValidate className="grid max-w-md gap-4">
      <FormError message={failure} />
      <Fieldset legend="Sync">
        <Controller
          control={form.control}
          name="kind"
          render={({ field }) => (
            <RadioGroup value={field.value} onValueChange={field.onChange} aria-label="Sync">
              <ChoiceCard
                value="interval"
                label={toInterval(typedMinutes)}
                description="So long after the last start."
              />
              <ChoiceCard
                value="cron"
                label="By a cron expression"
                description="At set times, in your time zone."
              />
            </RadioGroup>
          )}
        />
      </Fieldset>
      {kind === 'interval' ? (
        <Field label="Minutes between two starts" hint="5 at least." error={errors.everyMinutes?.message}>
          <Input inputMode="numeric" {...form.register('everyMinutes')} />
        </Field>
      ) : (
        <>
          <Field
            label="Cron expression"
            hint={
              describeCron(typedCron.trim().replaceAll(/\s+/g, ' ')) ??
              'Minute, hour, day of month, month, day of week. 0 6 * * 1-5 is 6:00 from Monday to Friday.'
            }
            error={errors.cron?.message}
          >
            <Input className="font-mono" spellCheck={false} {...form.register('cron')} />
          </Field>
          <Field label="Time zone" hint="Such as Europe/Berlin." error={errors.timeZone?.message}>
            <Input spellCheck={false} {...form.register('timeZone')} />
          </Field>
        </>
      )}
      <div className="flex gap-2">
        <SubmitButton pending={pending}>Save the schedule</SubmitButton>
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

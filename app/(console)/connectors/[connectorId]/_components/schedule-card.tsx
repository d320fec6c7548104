'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Controller, useWatch } from 'react-hook-form'
import { Field, Fieldset } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Input } from '#components/ui/input.tsx'
import { ChoiceCard, RadioGroup } from '#components/ui/radio-group.tsx'
import { Card } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { formatDuration } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { setSchedule } from '#lib/sync/actions.ts'
import { SetSchedule } from '#lib/sync/schema.ts'
import type { ConnectorDetail, Progress } from '#lib/sync/types.ts'

/** When the connector is synced by itself. */
export function ScheduleCard({
  connector,
  progress,
}: {
  connector: Wire<ConnectorDetail>
  progress: Pick<Wire<Progress>, 'nextSyncAt' | 'pausedAt'>
}) {
  const [editing, setEditing] = useState(false)
  const { everyMinutes, cron, timeZone } = connector.schedule
  return (
    <Card title="Schedule">
      {editing ? (
        <ScheduleForm connector={connector} onDone={() => setEditing(false)} />
      ) : (
        <>
          <DefinitionList>
            <Definition label="Syncs">
              {cron === null ? (
                formatEvery(everyMinutes)
              ) : (
                <>
                  <span className="font-mono text-xs">{cron}</span>, {timeZone}
                </>
              )}
            </Definition>
            <Definition label="Next">
              <NextSync {...progress} />
            </Definition>
          </DefinitionList>
          {connector.mayManage ? <Button onClick={() => setEditing(true)}>Change the schedule</Button> : null}
        </>
      )}
    </Card>
  )
}

function NextSync({ nextSyncAt, pausedAt }: Pick<Wire<Progress>, 'nextSyncAt' | 'pausedAt'>) {
  if (pausedAt) return <>Paused</>
  return nextSyncAt ? <Time at={nextSyncAt} /> : <>Within a minute or two</>
}

const localZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

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
      toast.success('The schedule is stored.')
      onDone()
      router.refresh()
    },
  })
  const { errors } = form.formState
  const kind = useWatch({ control: form.control, name: 'kind' })
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError message={failure} />
      <Fieldset legend="Sync">
        <Controller
          control={form.control}
          name="kind"
          render={({ field }) => (
            <RadioGroup value={field.value} onValueChange={field.onChange} aria-label="Sync">
              <ChoiceCard
                value="interval"
                label="Again and again"
                description="So many minutes after the last start."
              />
              <ChoiceCard
                value="cron"
                label="At set times"
                description="By a cron expression in your time zone."
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
            hint="Minute, hour, day of month, month, day of week. 0 6 * * 1-5 is 6:00 on workdays."
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
        <SubmitButton pending={pending}>Store</SubmitButton>
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

const formatEvery = (minutes: number): string =>
  minutes === 60 ? 'every hour' : `every ${formatDuration(minutes * 60_000)}`

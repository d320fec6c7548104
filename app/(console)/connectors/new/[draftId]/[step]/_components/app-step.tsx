'use client'

import { useQuery } from '@tanstack/react-query'
import { AppWindow, CircleDashed, Plus } from 'lucide-react'
import { useDeferredValue, useState, type ReactNode } from 'react'
import { Controller, useWatch } from 'react-hook-form'
import { Field, Fieldset } from '#components/form/field.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { Input } from '#components/ui/input.tsx'
import { ChoiceCard, RadioGroup } from '#components/ui/radio-group.tsx'
import { plural } from '#lib/platform/format.ts'
import { saveApp } from '#lib/setup/actions.ts'
import { SaveApp } from '#lib/setup/schema.ts'
import type { AttachChoice, DraftApp } from '#lib/setup/types.ts'
import { StepForm } from '../../_components/step-frame.tsx'
import { stepOf, type StepProps } from '../../_components/step-props.ts'
import { useStepForm } from '../../_components/use-step-form.tsx'

export function AppStep({ draft, ownUserId, back, following }: StepProps) {
  const step = stepOf(draft, 'app')
  const { form, ...state } = useStepForm({
    schema: SaveApp,
    step,
    ownUserId,
    stored: {
      draftId: draft.id,
      version: step.version,
      attach: draft.attach ?? 'new_app',
      appId: draft.app?.id ?? null,
      appName: draft.appName ?? 'Atlassian',
    },
    action: saveApp,
    following,
  })
  const { errors } = form.formState
  const attach = useWatch({ control: form.control, name: 'attach' })
  return (
    <StepForm
      {...state}
      back={back}
      title="What does it belong to?"
      description="An app is what people ask for access to. It has owners who decide, and one or more connectors that read it."
    >
      <Fieldset legend="Attach to" error={errors.attach?.message}>
        <Controller
          control={form.control}
          name="attach"
          render={({ field }) => (
            <RadioGroup
              aria-label="Attach to"
              value={field.value}
              onValueChange={(value) => {
                field.onChange(value)
                form.setValue('appId', null)
                form.clearErrors()
              }}
            >
              <ChoiceCard
                value="new_app"
                icon={<Plus />}
                label="A new managed app"
                description="Nothing here stands for this system yet."
              />
              <ChoiceCard
                value="managed_app"
                icon={<AppWindow />}
                label="A managed app"
                description="It is looked after here already; its owners stay."
              />
              <ChoiceCard
                value="unmanaged_app"
                icon={<CircleDashed />}
                label="An unmanaged app"
                description="It is known to exist, found by another system or entered by hand. It becomes managed."
              />
            </RadioGroup>
          )}
        />
      </Fieldset>
      {attach === 'new_app' ? (
        <Field
          label="App name"
          error={errors.appName?.message}
          hint="What people see when they ask for a role."
        >
          <Input {...form.register('appName')} className="max-w-md" />
        </Field>
      ) : (
        <Controller
          control={form.control}
          name="appId"
          render={({ field }) => (
            <ChooseApp
              key={attach}
              draftId={draft.id}
              attach={attach}
              known={draft.app}
              value={field.value}
              onChange={field.onChange}
              error={errors.appId?.message}
            />
          )}
        />
      )}
    </StepForm>
  )
}

function ChooseApp({
  draftId,
  attach,
  known,
  value,
  onChange,
  error,
}: {
  draftId: string
  attach: AttachChoice
  known: DraftApp | null
  value: string | null
  onChange: (appId: string) => void
  error: ReactNode
}) {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string | null>(
    known?.id === value ? (known?.displayName ?? null) : null,
  )
  const text = useDeferredValue(typed.trim())
  const managed = attach === 'managed_app'
  const { data, isFetching, isError } = useQuery({
    queryKey: ['attachable-apps', draftId, managed, text],
    queryFn: async ({ signal }): Promise<DraftApp[]> => {
      const response = await fetch(
        `/api/setup/${draftId}/apps?managed=${managed}&q=${encodeURIComponent(text)}`,
        { signal },
      )
      if (!response.ok) throw new Error(`Apps could not be read (${response.status}).`)
      return (await response.json()) as DraftApp[] // our own route's query
    },
  })
  const none = managed ? 'There is no managed app yet.' : 'There is no unmanaged app.'
  const nothing = text === '' ? none : 'No app of that name.'
  return (
    <Field
      label={managed ? 'Managed app' : 'Unmanaged app'}
      error={error}
      hint={data?.length === 0 && text === '' ? `${none} Choose “A new managed app” instead.` : undefined}
    >
      <Combobox
        label={managed ? 'Managed app' : 'Unmanaged app'}
        placeholder="Choose an app"
        searchPlaceholder="Search apps"
        value={value}
        valueLabel={chosen ?? undefined}
        options={(data ?? []).map((app) => ({
          value: app.id,
          label: app.displayName,
          description: app.connectors > 0 ? plural(app.connectors, 'connector') : 'No connector yet',
        }))}
        onSearch={setTyped}
        loading={isFetching}
        empty={isError ? 'Apps could not be read. Close this and try again.' : nothing}
        onValueChange={(appId, option) => {
          setChosen(option.label)
          onChange(appId)
        }}
        className="max-w-md"
      />
    </Field>
  )
}

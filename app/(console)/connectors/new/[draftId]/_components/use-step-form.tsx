'use client'

import { useRouter } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import type { DefaultValues, FieldValues, Path, PathValue } from 'react-hook-form'
import type { z } from 'zod'
import { useActionForm } from '#components/form/use-action-form.ts'
import type { ActionResult } from '#lib/platform/result.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { DraftStep } from '#lib/setup/types.ts'
import { useKeep, useKept } from './kept-forms.tsx'
import { StepConflict } from './step-frame.tsx'

type StepValues = FieldValues & { draftId: string; version: number }

/**
 * The form of a step: begins with what was typed before or is stored, goes on to the next step once it is saved, and
 * notices when somebody else has saved the step meanwhile.
 */
export function useStepForm<In extends StepValues, Out>(options: {
  schema: z.ZodType<Out, In>
  step: Wire<DraftStep>
  ownUserId: string
  /** What is stored, in the form's own shape. */
  stored: In
  action: (input: In) => Promise<ActionResult<{ version: number; next: string }>>
  /** Step that follows in order. */
  following: string
}) {
  const { step, stored } = options
  const router = useRouter()
  const values = useKept(step.step, stored)
  const [base, setBase] = useState(values.version)
  const [isSaved, setIsSaved] = useState(false)
  const { form, ...state } = useActionForm({
    schema: options.schema,
    defaultValues: values as DefaultValues<In>,
    action: options.action,
    onRefused: () => router.refresh(),
    onDone: () => {
      setIsSaved(true)
      forget()
      router.push(`/connectors/new/${stored.draftId}/${options.following}`)
    },
  })
  const forget = useKeep(step.step, form)
  const setVersion = (version: number) => {
    setBase(version)
    form.setValue('version' as Path<In>, version as PathValue<In, Path<In>>)
  }
  let conflict: ReactNode = null
  if (!isSaved && step.version !== base) {
    conflict = (
      <StepConflict
        step={step}
        ownUserId={options.ownUserId}
        onTake={() => {
          // not `reset`: it waits for inputs to be registered anew, which memoized ones are not
          for (const [name, value] of Object.entries(stored)) form.setValue(name as Path<In>, value)
          form.clearErrors()
          forget()
          setBase(step.version)
        }}
        onKeep={() => setVersion(step.version)}
      />
    )
  }
  return { form, conflict, ...state }
}

'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState, useTransition } from 'react'
import { useForm, type DefaultValues, type FieldValues, type Path, type UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'
import type { ActionResult } from '#lib/platform/result.ts'

interface ActionForm<In extends FieldValues> {
  form: UseFormReturn<In>
  /** For the form's `onSubmit`. */
  submit: (event: React.SyntheticEvent) => void
  pending: boolean
  /** Why the last try was refused, when no single field says it. */
  failure: string | null
}

/**
 * A form over a server action: checked in the browser by the schema the server uses, refusals shown at their fields,
 * nothing typed is lost.
 */
export function useActionForm<In extends FieldValues, Out, T>(options: {
  schema: z.ZodType<Out, In>
  defaultValues: DefaultValues<In>
  action: (input: In) => Promise<ActionResult<T>>
  onDone: (data: T) => void
  /** After a refusal that is about more than the fields: what is on the page may be old. */
  onRefused?: () => void
}): ActionForm<In> {
  const form = useForm<In>({
    resolver: zodResolver(options.schema, undefined, { raw: true }),
    defaultValues: options.defaultValues,
  })
  const [pending, startTransition] = useTransition()
  const [failure, setFailure] = useState<string | null>(null)

  const send = (input: In) => {
    startTransition(async () => {
      setFailure(null)
      const result = await options.action(input)
      if (result.ok) return options.onDone(result.data)
      const fields = Object.entries(result.fieldErrors ?? {})
      for (const [name, message] of fields)
        form.setError(name as Path<In>, { message }, { shouldFocus: true })
      if (fields.length > 0) return
      setFailure(result.message)
      options.onRefused?.()
    })
  }

  return { form, pending, failure, submit: (event) => void form.handleSubmit(send)(event) }
}

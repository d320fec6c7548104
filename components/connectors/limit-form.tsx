'use client'

import { useRouter } from 'next/navigation'
import { Field } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { formatCount } from '#lib/platform/format.ts'
import { setRemovalLimit } from '#lib/sync/actions.ts'
import { RemovalLimit } from '#lib/sync/schema.ts'

/** In words, behind “Held when”. */
export const describeLimit = ({ percent, objects }: { percent: number; objects: number }): string =>
  `more than ${percent} % of them, and more than ${formatCount(objects)}, would be removed`

export interface LimitFormProps {
  connectorId: string
  kind: string
  limit: { percent: number; objects: number }
  onClose: () => void
}

/** From when on removals of one kind are held; a held run is looked at again with it. */
export function LimitForm({ connectorId, kind, limit, onClose }: LimitFormProps) {
  const router = useRouter()
  const { percent, objects } = limit
  const { form, submit, pending, failure } = useActionForm({
    schema: RemovalLimit,
    defaultValues: { connectorId, kind, percent, objects },
    action: setRemovalLimit,
    onDone: () => {
      toast.success('The limit is saved. What is held is looked at again with it.')
      onClose()
      router.refresh()
    },
  })
  const { errors } = form.formState
  return (
    <form onSubmit={submit} noValidate className="grid max-w-md gap-3 py-1">
      <FormError message={failure} />
      <div className="grid grid-cols-2 gap-3">
        <Field label="Percent of them" error={errors.percent?.message}>
          <Input inputMode="numeric" {...form.register('percent')} />
        </Field>
        <Field label="And number" error={errors.objects?.message}>
          <Input inputMode="numeric" {...form.register('objects')} />
        </Field>
      </div>
      <p className="text-sm text-muted-foreground">Removals are held when they pass both.</p>
      <div className="flex gap-2">
        <SubmitButton pending={pending}>Save the limit</SubmitButton>
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

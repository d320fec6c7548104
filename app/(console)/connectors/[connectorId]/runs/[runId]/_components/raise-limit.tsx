'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
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
import type { LossKind } from '#lib/sync/types.ts'

/** From when on removals of this kind are held; a held run is looked at again with it. */
export function RaiseLimit({ connectorId, loss }: { connectorId: string; loss: LossKind }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const { form, submit, pending, failure } = useActionForm({
    schema: RemovalLimit,
    defaultValues: { connectorId, kind: loss.kind, ...loss.limit },
    action: setRemovalLimit,
    onDone: () => {
      toast.success('The limit is stored; the sync is looked at again with it.')
      setOpen(false)
      router.refresh()
    },
  })
  const { errors } = form.formState
  if (!open)
    return (
      <p className="flex flex-wrap items-center gap-2 pt-2 text-sm text-muted-foreground">
        Held above {loss.limit.percent} % and {formatCount(loss.limit.objects)} {loss.kind}.
        <Button size="sm" onClick={() => setOpen(true)}>
          Change the limit
        </Button>
      </p>
    )
  return (
    <form onSubmit={submit} noValidate className="grid max-w-md gap-3 pt-3">
      <FormError message={failure} />
      <div className="grid grid-cols-2 gap-3">
        <Field label="Percent" error={errors.percent?.message}>
          <Input inputMode="numeric" {...form.register('percent')} />
        </Field>
        <Field label="Number" error={errors.objects?.message}>
          <Input inputMode="numeric" {...form.register('objects')} />
        </Field>
      </div>
      <p className="text-sm text-muted-foreground">Removals are held when they pass both.</p>
      <div className="flex gap-2">
        <SubmitButton pending={pending}>Store the limit</SubmitButton>
        <Button variant="ghost" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Controller, useWatch } from 'react-hook-form'
import { Field, Fieldset } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { PeoplePicker } from '#components/people/people-picker.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogContent, DialogTrigger } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { ChoiceCard, RadioGroup } from '#components/ui/radio-group.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { addApp } from '#lib/apps/actions.ts'
import { AddApp as AddAppInput } from '#lib/apps/schema.ts'
import type { ChosenPersonView } from '#lib/users/types.ts'

/** Adds an app by hand, in a dialog. */
export function AddApp({ self }: { self: ChosenPersonView & { userId: string } }) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary" icon={<Plus aria-hidden />}>
          Add an app
        </Button>
      </DialogTrigger>
      <DialogContent title="Add an app" description="By hand, for what no connector has found.">
        <AddAppForm self={self} />
      </DialogContent>
    </Dialog>
  )
}

function AddAppForm({ self }: { self: ChosenPersonView & { userId: string } }) {
  const router = useRouter()
  const [owners, setOwners] = useState<ChosenPersonView[]>([self])
  const { form, submit, pending, failure } = useActionForm({
    schema: AddAppInput,
    defaultValues: { name: '', description: '', managed: true, owners: [self] },
    action: addApp,
    onDone: ({ appId }) => router.push(`/apps/${appId}`),
  })
  const { errors } = form.formState
  const isManaged = useWatch({ control: form.control, name: 'managed' })
  const choose = (people: ChosenPersonView[]) => {
    setOwners(people)
    form.setValue('owners', people, { shouldValidate: form.formState.isSubmitted })
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError message={failure} />
      <Field label="Name" error={errors.name?.message}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Field
        label="Description"
        optional
        hint="What it is used for, in a line."
        error={errors.description?.message}
      >
        <Textarea rows={2} {...form.register('description')} />
      </Field>
      <Fieldset legend="How it is kept">
        <Controller
          control={form.control}
          name="managed"
          render={({ field }) => (
            <RadioGroup
              aria-label="How it is kept"
              value={field.value ? 'managed' : 'unmanaged'}
              onValueChange={(value) => field.onChange(value === 'managed')}
            >
              <ChoiceCard
                value="managed"
                label="Managed"
                description="Somebody looks after it, and a connector can read it."
              />
              <ChoiceCard
                value="unmanaged"
                label="Unmanaged"
                description="It is only known to exist, until somebody looks after it."
              />
            </RadioGroup>
          )}
        />
      </Fieldset>
      <PeoplePicker
        label="Owners"
        hint={isManaged ? 'They decide requests and look after access.' : 'May be nobody.'}
        error={errors.owners?.message}
        value={owners}
        onChange={choose}
        ownUserId={self.userId}
      />
      <div>
        <SubmitButton pending={pending}>Add the app</SubmitButton>
      </div>
    </form>
  )
}

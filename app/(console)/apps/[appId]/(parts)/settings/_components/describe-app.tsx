'use client'

import { useRouter } from 'next/navigation'
import { Controller } from 'react-hook-form'
import { AppMark } from '#components/apps/app-mark.tsx'
import { toast } from '#components/feedback/toaster.tsx'
import { Field, Fieldset } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { changeApp } from '#lib/apps/actions.ts'
import { ChangeApp } from '#lib/apps/schema.ts'
import { appIcons } from '#lib/apps/types.ts'
import { IconPicker } from './icon-picker.tsx'

interface DescribeAppProps {
  app: { id: string; displayName: string; description: string | null; icon: string | null }
}

export function DescribeApp({ app }: DescribeAppProps) {
  const router = useRouter()
  const { form, submit, pending, failure } = useActionForm({
    schema: ChangeApp,
    defaultValues: {
      appId: app.id,
      name: app.displayName,
      description: app.description ?? '',
      icon: appIcons.find((icon) => icon === app.icon) ?? null,
    },
    action: changeApp,
    onDone: () => {
      toast.success('Saved.')
      router.refresh()
    },
  })
  const { errors } = form.formState
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
      <Controller
        control={form.control}
        name="icon"
        render={({ field }) => (
          <Fieldset legend="Icon" error={errors.icon?.message}>
            <IconPicker
              value={field.value}
              onChange={field.onChange}
              none={<AppMark name={app.displayName} icon={null} />}
            />
          </Fieldset>
        )}
      />
      <div>
        <SubmitButton pending={pending}>Save</SubmitButton>
      </div>
    </form>
  )
}

'use client'

import { useState, useTransition } from 'react'
import { useWatch, type UseFormReturn } from 'react-hook-form'
import { Field } from '#components/form/field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { ChoiceCard, RadioGroup } from '#components/ui/radio-group.tsx'
import { findOrganizations } from '#lib/setup/actions.ts'
import type { SaveCredentials } from '#lib/setup/schema.ts'

interface Organization {
  id: string
  name: string
}

/** The organization ID: pasted as it is, in the address of Atlassian Administration, or taken from the key's own list. */
export function OrganizationField({
  form,
  draftId,
  organizationName,
}: {
  form: UseFormReturn<SaveCredentials>
  draftId: string
  organizationName: string | null
}) {
  const [found, setFound] = useState<Organization[] | null>(null)
  const [pending, startTransition] = useTransition()
  const choose = (id: string) =>
    form.setValue('organization', id, { shouldDirty: true, shouldValidate: true })
  const find = () =>
    startTransition(async () => {
      const result = await findOrganizations({ draftId, accessToken: form.getValues('accessToken') })
      if (!result.ok) {
        setFound(null)
        const message = result.fieldErrors?.['accessToken'] ?? result.message
        return form.setError('accessToken', { message }, { shouldFocus: true })
      }
      form.clearErrors(['accessToken', 'organization'])
      setFound(result.data)
      const [only, another] = result.data
      if (only && !another) choose(only.id)
    })
  const organization = useWatch({ control: form.control, name: 'organization' })
  return (
    <div className="grid gap-3">
      <Field
        label="Organization ID"
        error={form.formState.errors.organization?.message}
        hint="The ID, or the whole address of Atlassian Administration: https://admin.atlassian.com/o/…/overview"
      >
        <Input
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
          {...form.register('organization')}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" pending={pending} onClick={find}>
          Find it with the key
        </Button>
        <span role="status" className="text-sm text-muted-foreground">
          {toResult(found, organization) ?? (organizationName ? `This is ${organizationName}.` : null)}
        </span>
      </div>
      {found && found.length > 1 ? (
        <RadioGroup aria-label="Organizations of the key" value={organization} onValueChange={choose}>
          {found.map(({ id, name }) => (
            <ChoiceCard key={id} value={id} label={name} description={id} />
          ))}
        </RadioGroup>
      ) : null}
    </div>
  )
}

function toResult(found: Organization[] | null, organization: string): string | null {
  if (!found) return null
  const [only] = found
  if (!only) return 'The key lists no organization, as one with scopes does. Paste the ID instead.'
  if (found.length > 1) return `The key belongs to ${found.length} organizations. Choose one.`
  return organization === only.id ? `Found: ${only.name}.` : `The key belongs to ${only.name}.`
}

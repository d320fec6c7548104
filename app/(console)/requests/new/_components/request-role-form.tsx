'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Controller, useWatch } from 'react-hook-form'
import { grantabilityMeaning, GrantabilityBadge } from '#components/inventory/grantability.tsx'
import { Callout } from '#components/feedback/callout.tsx'
import { NoApprover } from '#components/requests/no-approver.tsx'
import { Field } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { Combobox } from '#components/ui/combobox.tsx'
import { Link } from '#components/ui/link.tsx'
import { ChoiceCard, RadioGroup } from '#components/ui/radio-group.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { submitRequest } from '#lib/requests/actions.ts'
import { SubmitRequest } from '#lib/requests/schema.ts'
import type { CatalogRole } from '#lib/requests/types.ts'

interface RequestRoleFormProps {
  catalog: CatalogRole[]
  /** Names of who decides, by app. */
  approvers: Record<string, string[]>
  /** Apps whose owners the actor may name. */
  managedAppIds: string[]
  email: string
  appsWithAccount: string[]
  preselected: string | null
}

export function RequestRoleForm({
  catalog,
  approvers,
  managedAppIds,
  email,
  appsWithAccount,
  preselected,
}: RequestRoleFormProps) {
  const router = useRouter()
  const first = catalog.find((role) => role.entitlementId === preselected)
  const [workspaceId, setWorkspaceId] = useState(first?.resourceId ?? null)
  const { form, submit, pending, failure } = useActionForm({
    schema: SubmitRequest,
    defaultValues: { entitlementId: first?.entitlementId ?? '', reason: '' },
    action: submitRequest,
    onDone: ({ requestId }) => router.push(`/requests/${requestId}`),
  })
  const { errors } = form.formState
  const roles = catalog.filter((role) => role.resourceId === workspaceId)
  const chosenId = useWatch({ control: form.control, name: 'entitlementId' })
  const chosen = catalog.find((role) => role.entitlementId === chosenId)
  const blocked = chosen ? blockedBy(chosen, appsWithAccount, email) : null

  const chooseWorkspace = (id: string | null) => {
    setWorkspaceId(id)
    form.setValue('entitlementId', '')
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-6 pb-16">
      <Field label="Workspace" hint="Search by name, product or app.">
        <Combobox
          options={toWorkspaceOptions(catalog)}
          value={workspaceId}
          onValueChange={chooseWorkspace}
          placeholder="Choose a workspace"
          searchPlaceholder="Search workspaces"
        />
      </Field>
      {roles.length > 0 ? (
        <Field label="Role" error={errors.entitlementId?.message}>
          <Controller
            control={form.control}
            name="entitlementId"
            render={({ field }) => (
              <RadioGroup aria-label="Role" value={field.value} onValueChange={field.onChange}>
                {roles.map((role) => (
                  <ChoiceCard
                    key={role.entitlementId}
                    value={role.entitlementId}
                    label={role.displayName}
                    description={role.description}
                    aside={<RoleFacts role={role} />}
                  />
                ))}
              </RadioGroup>
            )}
          />
        </Field>
      ) : null}
      {chosen ? (
        <ChosenRole
          role={chosen}
          approvers={approvers[chosen.appId] ?? []}
          managesApp={managedAppIds.includes(chosen.appId)}
        />
      ) : null}
      {blocked}
      <Field label="What do you need it for?" error={errors.reason?.message}>
        <Textarea rows={3} {...form.register('reason')} />
      </Field>
      <FormError message={failure} />
      <div>
        <SubmitButton pending={pending} disabled={blocked !== null}>
          Send request
        </SubmitButton>
      </div>
    </form>
  )
}

function toWorkspaceOptions(catalog: CatalogRole[]) {
  const workspaces = new Map(catalog.map((role) => [role.resourceId, role]))
  return [...workspaces.values()].map((role) => ({
    value: role.resourceId,
    label: role.resourceName,
    description: [role.productName, role.appName].filter(Boolean).join(' · '),
  }))
}

function RoleFacts({ role }: { role: CatalogRole }) {
  return (
    <span className="flex flex-col items-end gap-1">
      {role.held ? (
        'You hold it'
      ) : (
        <GrantabilityBadge grantability={role.grantability} refusedAt={role.refusedAt} />
      )}
      <span className="text-xs">{seatWord(role.takesSeat)}</span>
    </span>
  )
}

function seatWord(takesSeat: boolean | null): string {
  if (takesSeat === null) return 'Seat unknown'
  return takesSeat ? 'Takes a seat' : 'No seat'
}

interface ChosenRoleProps {
  role: CatalogRole
  approvers: string[]
  managesApp: boolean
}

function ChosenRole({ role, approvers, managesApp }: ChosenRoleProps) {
  return (
    <>
      {approvers.length === 0 ? <NoApprover appId={role.appId} managesApp={managesApp} /> : null}
      <p className="text-sm text-muted-foreground">
        {approvers.length > 0 ? `${approvers.join(' or ')} will decide. ` : null}
        {role.held ? null : grantabilityMeaning(role.grantability)}
      </p>
    </>
  )
}

function blockedBy(role: CatalogRole, appsWithAccount: string[], email: string) {
  if (!appsWithAccount.includes(role.appName)) {
    return (
      <Callout tone="warning" title={`You have no account in ${role.appName}`}>
        There is none with the e-mail {email}. Ask the owner of the app to invite you there first.
      </Callout>
    )
  }
  if (role.held) {
    return (
      <Callout tone="info" title="You hold this role already">
        Nothing to ask for: {role.displayName} on {role.resourceName} is yours.
      </Callout>
    )
  }
  if (role.openRequest) {
    return (
      <Callout tone="info" title={`You asked for this already in request #${role.openRequest.number}`}>
        <Link href={`/requests/${role.openRequest.id}`} className="underline underline-offset-3">
          Follow the request
        </Link>
      </Callout>
    )
  }
  return null
}

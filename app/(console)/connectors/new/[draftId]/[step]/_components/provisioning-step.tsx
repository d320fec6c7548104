'use client'

import { Controller } from 'react-hook-form'
import { SupportRequest } from '#components/connectors/support-request.tsx'
import { CheckboxField } from '#components/ui/checkbox.tsx'
import { noteSupportRequest, saveProvisioning, testDraft } from '#lib/setup/actions.ts'
import { SaveProvisioning } from '#lib/setup/schema.ts'
import { StepForm } from '../../_components/step-frame.tsx'
import { stepOf, type StepProps } from '../../_components/step-props.ts'
import { useStepForm } from '../../_components/use-step-form.tsx'

export function ProvisioningStep({ draft, ownUserId, back, following }: StepProps) {
  const step = stepOf(draft, 'provisioning')
  const { form, ...state } = useStepForm({
    schema: SaveProvisioning,
    step,
    ownUserId,
    stored: {
      draftId: draft.id,
      version: step.version,
      provisionRoles: draft.provisionRoles,
      provisionMemberships: draft.provisionMemberships,
    },
    action: saveProvisioning,
    following,
  })
  return (
    <StepForm
      {...state}
      back={back}
      title="May Rolecall change anything in Atlassian?"
      description="Off to begin with: it only reads then, and an approved request waits until somebody grants it by hand. Switched on, an approved request is sent to Atlassian and read back until it holds. You can change this at any time."
    >
      <fieldset className="grid max-w-xl gap-4">
        <legend className="sr-only">Provisioning</legend>
        <Controller
          control={form.control}
          name="provisionRoles"
          render={({ field }) => (
            <CheckboxField
              label="Grant and revoke workspace roles"
              description="Confluence user, Jira admin and the like, and organization admin."
              checked={field.value}
              onCheckedChange={(checked) => field.onChange(checked === true)}
            />
          )}
        />
        <Controller
          control={form.control}
          name="provisionMemberships"
          render={({ field }) => (
            <CheckboxField
              label="Add to and remove from groups"
              description="Groups that an identity provider manages stay as they are; Atlassian does not allow it."
              checked={field.value}
              onCheckedChange={(checked) => field.onChange(checked === true)}
            />
          )}
        />
      </fieldset>
      <SupportRequest
        organizationId={draft.organizationId}
        organizationName={draft.organizationName}
        report={draft.report}
        reportedAt={draft.reportedAt}
        hasSecret={draft.secret !== null}
        supportRequested={draft.supportRequested}
        onCheck={() => testDraft({ draftId: draft.id })}
        onNote={(requested) => noteSupportRequest({ draftId: draft.id, requested })}
      />
    </StepForm>
  )
}

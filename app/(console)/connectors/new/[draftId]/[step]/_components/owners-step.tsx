'use client'

import { Controller } from 'react-hook-form'
import { PeoplePicker } from '#components/people/people-picker.tsx'
import { Button } from '#components/ui/button.tsx'
import { saveOwners } from '#lib/setup/actions.ts'
import { SaveOwners } from '#lib/setup/schema.ts'
import type { ChosenPersonView } from '#lib/users/types.ts'
import { StepForm } from '../../_components/step-frame.tsx'
import { stepOf, type StepProps } from '../../_components/step-props.ts'
import { useStepForm } from '../../_components/use-step-form.tsx'

export function OwnersStep({
  draft,
  ownUserId,
  ownName,
  ownEmail,
  back,
  following,
}: StepProps & { ownName: string; ownEmail: string }) {
  const step = stepOf(draft, 'owners')
  const { form, ...state } = useStepForm({
    schema: SaveOwners,
    step,
    ownUserId,
    stored: { draftId: draft.id, version: step.version, owners: draft.owners },
    action: saveOwners,
    following,
  })
  const me = { userId: ownUserId, name: ownName, email: ownEmail, isInvited: false }
  return (
    <StepForm
      {...state}
      back={back}
      title="Who owns it?"
      description="Owners run the connector and are warned before its key expires. Of a new app they also decide who gets which role. Whoever you add besides yourself gets a mail that leads here, so that they can finish the set-up."
    >
      <Controller
        control={form.control}
        name="owners"
        render={({ field, fieldState }) => {
          const owners = field.value as ChosenPersonView[] // views of people are what this form holds
          const isMine = owners.some((owner) => 'userId' in owner && owner.userId === ownUserId)
          return (
            <div className="grid max-w-xl justify-items-start gap-3">
              <div className="w-full">
                <PeoplePicker
                  label="Owners"
                  value={owners}
                  onChange={field.onChange}
                  ownUserId={ownUserId}
                  error={fieldState.error?.message ?? fieldState.error?.root?.message}
                />
              </div>
              {isMine ? null : (
                <Button size="sm" variant="ghost" onClick={() => field.onChange([...owners, me])}>
                  Add me
                </Button>
              )}
            </div>
          )
        }}
      />
    </StepForm>
  )
}

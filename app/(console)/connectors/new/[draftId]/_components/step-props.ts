import type { Wire } from '#lib/platform/wire.ts'
import type { SetupStep } from '#lib/setup/labels.ts'
import type { DraftDetail, DraftStep } from '#lib/setup/types.ts'

/** What every step of a set-up is given. */
export interface StepProps {
  draft: Wire<DraftDetail>
  ownUserId: string
  /** Address of the step before. */
  back: string
  /** The step after. */
  following: SetupStep
}

/** Where one step of the draft stands. @throws Error for a step that its connector does not have. */
export function stepOf(draft: Wire<DraftDetail>, step: SetupStep): Wire<DraftStep> {
  const found = draft.steps.find((one) => one.step === step)
  if (!found) throw new Error(`This set-up has no step “${step}”.`)
  return found
}

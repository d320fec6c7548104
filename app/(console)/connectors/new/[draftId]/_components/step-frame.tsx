'use client'

import type { ReactNode } from 'react'
import { Callout } from '#components/feedback/callout.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import type { DraftStep } from '#lib/setup/types.ts'

export interface StepFrameProps {
  title: string
  description: ReactNode
  children: ReactNode
  /** Address of the step before. */
  back: string
  /** The step's act, at the right end of the foot. */
  act: ReactNode
}

/** What all steps look like: a question, what answers it, and the way back and on. */
export function StepFrame({ title, description, children, back, act }: StepFrameProps) {
  return (
    <div className="grid min-w-0 content-start gap-6">
      <div>
        <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
        <div className="mt-1 max-w-prose text-sm text-muted-foreground">{description}</div>
      </div>
      {children}
      <div className="flex flex-wrap items-center justify-between gap-3 border-t pt-4">
        <Button asChild variant="ghost">
          <Link href={back}>Back</Link>
        </Button>
        <div className="flex flex-wrap items-center gap-2">{act}</div>
      </div>
    </div>
  )
}

export interface StepFormProps extends Omit<StepFrameProps, 'act'> {
  submit: (event: React.SyntheticEvent) => void
  pending: boolean
  failure: string | null
  conflict: ReactNode
}

/** A step that is a form. */
export function StepForm({ submit, pending, failure, conflict, children, ...frame }: StepFormProps) {
  return (
    <form onSubmit={submit} noValidate className="min-w-0">
      <StepFrame {...frame} act={<SubmitButton pending={pending}>Save and continue</SubmitButton>}>
        {conflict}
        {conflict ? null : <FormError message={failure} />}
        {children}
      </StepFrame>
    </form>
  )
}

/** Says that somebody has saved the step since the form was filled in, and lets one choose. */
export function StepConflict({
  step,
  ownUserId,
  onTake,
  onKeep,
}: {
  step: Wire<DraftStep>
  ownUserId: string
  onTake: () => void
  onKeep: () => void
}) {
  const who = step.savedBy?.userId === ownUserId ? 'You' : (step.savedBy?.name ?? 'Somebody')
  return (
    <Callout
      tone="warning"
      role="alert"
      title={`${who} saved this step while you had it open${who === 'You' ? ', in another window' : ''}`}
      action={
        <>
          <Button onClick={onTake}>Take what is stored</Button>
          <Button onClick={onKeep}>Keep mine</Button>
        </>
      }
    >
      {step.savedAt ? <Time at={step.savedAt} /> : null} · What you typed is still here; saving it now would
      replace theirs.
    </Callout>
  )
}

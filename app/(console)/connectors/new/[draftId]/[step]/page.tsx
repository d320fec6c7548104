import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { toWire } from '#lib/platform/wire.ts'
import { stepsOf, toStep, toStepLabel } from '#lib/setup/labels.ts'
import { findSandbox, getDraft } from '#lib/setup/queries.ts'
import { getConnector, getProgress } from '#lib/sync/queries.ts'
import { AppStep } from './_components/app-step.tsx'
import { CredentialsStep } from './_components/credentials-step.tsx'
import { OwnersStep } from './_components/owners-step.tsx'
import { ProvisioningStep } from './_components/provisioning-step.tsx'
import { SaveStep } from './_components/save-step.tsx'
import { SetupProgress } from './_components/setup-progress.tsx'
import { TestStep } from './_components/test-step.tsx'

export async function generateMetadata({
  params,
}: PageProps<'/connectors/new/[draftId]/[step]'>): Promise<Metadata> {
  const step = toStep('atlassian', (await params).step)
  return { title: step ? `${toStepLabel(step, 'atlassian')} · Add a connector` : 'Add a connector' }
}

export default async function StepPage({ params }: PageProps<'/connectors/new/[draftId]/[step]'>) {
  const actor = await requireActor()
  const { draftId, step: segment } = await params
  const draft = await orNotFound(getDraft(actor, draftId))
  const step = toStep(draft.kind, segment)
  if (!step) notFound()
  if (draft.connectorId !== null) {
    const progress = await orNotFound(getProgress(actor, draft.connectorId))
    const connector = await orNotFound(getConnector(actor, draft.connectorId))
    return (
      <SetupProgress
        draft={toWire(draft)}
        connectorId={connector.id}
        appId={connector.app.id}
        initial={toWire(progress)}
      />
    )
  }
  const steps = stepsOf(draft.kind)
  const at = steps.indexOf(step)
  const before = steps[at - 1]
  const shared = {
    draft: toWire(draft),
    ownUserId: actor.userId,
    back: before ? `/connectors/new/${draft.id}/${before}` : '/connectors/new',
    following: steps[at + 1] ?? 'save',
  }
  // a step begins anew with each address, and keeps what is typed in it through refreshes
  switch (step) {
    case 'app':
      return <AppStep key={draft.id} {...shared} />
    case 'owners':
      return <OwnersStep key={draft.id} {...shared} ownName={actor.name} ownEmail={actor.email} />
    case 'credentials':
      return <CredentialsStep key={draft.id} {...shared} sandbox={findSandbox(actor)} />
    case 'provisioning':
      return <ProvisioningStep key={draft.id} {...shared} />
    case 'test':
      return <TestStep key={draft.id} {...shared} />
    case 'save':
      return <SaveStep key={draft.id} {...shared} />
  }
}

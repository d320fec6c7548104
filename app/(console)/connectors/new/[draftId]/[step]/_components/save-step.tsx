'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition, type ReactNode } from 'react'
import { Callout } from '#components/feedback/callout.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import { isSelfHosted } from '#lib/connectors/catalog.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { saveConnector } from '#lib/setup/actions.ts'
import type { SetupStep } from '#lib/setup/labels.ts'
import type { DraftDetail } from '#lib/setup/types.ts'
import { StepFrame } from '../../_components/step-frame.tsx'
import type { StepProps } from '../../_components/step-props.ts'

export function SaveStep({ draft, back }: StepProps) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [failure, setFailure] = useState<string | null>(null)
  const open = draft.steps.filter(({ step, isDone }) => !isDone && step !== 'save')
  const runsElsewhere = isSelfHosted(draft.kind)
  const save = () =>
    startTransition(async () => {
      setFailure(null)
      const result = await saveConnector({ draftId: draft.id })
      if (!result.ok) setFailure(result.message)
      else if (runsElsewhere) router.push(`/connectors/${result.data.connectorId}`)
      router.refresh()
    })
  return (
    <StepFrame
      back={back}
      title={runsElsewhere ? 'Save the connector' : 'Save and sync'}
      description={
        runsElsewhere
          ? 'Its page then makes the credentials and the manifests to run it with.'
          : 'The connection is tested once more, then the first sync begins. You can watch it here.'
      }
      act={
        <Button variant="primary" pending={pending} disabled={open.length > 0} onClick={save}>
          {runsElsewhere ? 'Save' : 'Save and sync'}
        </Button>
      }
    >
      <FormError message={failure} />
      {open.length > 0 ? <StillOpen draft={draft} open={open} /> : null}
      <Summary draft={draft} />
    </StepFrame>
  )
}

function StillOpen({ draft, open }: { draft: Wire<DraftDetail>; open: Wire<DraftDetail>['steps'] }) {
  const [first] = open
  return (
    <Callout
      tone="warning"
      title={`Not finished yet: ${open.map(({ label }) => label).join(', ')}`}
      action={
        first ? (
          <Button asChild>
            <Link href={`/connectors/new/${draft.id}/${first.step}`}>Go to {first.label}</Link>
          </Button>
        ) : null
      }
    />
  )
}

function Summary({ draft }: { draft: Wire<DraftDetail> }) {
  const isAtlassian = draft.kind === 'atlassian'
  const may = [
    draft.provisionRoles ? 'workspace roles' : null,
    draft.provisionMemberships ? 'group membership' : null,
  ].filter((part) => part !== null)
  return (
    <dl className="grid max-w-2xl divide-y rounded-lg border bg-surface text-sm">
      <Fact draft={draft} step="app" label="App">
        {draft.attach === 'new_app' ? `${draft.appName ?? ''} (new)` : draft.app?.displayName}
      </Fact>
      <Fact draft={draft} step="owners" label="Owners">
        {draft.owners.map(({ name }) => name).join(', ')}
      </Fact>
      {isAtlassian ? (
        <>
          <Fact draft={draft} step="credentials" label="Organization">
            {draft.organizationName ?? draft.organizationId}
          </Fact>
          <Fact draft={draft} step="credentials" label="Access token">
            {draft.secret ? `Ends in ${draft.secret.hint}` : null}
            {draft.keyExpiresAt ? (
              <>
                , expires <Time at={draft.keyExpiresAt} format="date" />
              </>
            ) : null}
          </Fact>
          <Fact draft={draft} step="provisioning" label="Provisioning">
            {may.length > 0 ? `On for ${may.join(' and ')}` : 'Off: read only'}
          </Fact>
          <Fact draft={draft} step="test" label="Connection test">
            {draft.report ? toResult(draft.report) : null}
          </Fact>
        </>
      ) : null}
    </dl>
  )
}

function toResult({ ok, checks }: NonNullable<Wire<DraftDetail>['report']>): string {
  const passed = checks.filter(({ state }) => state === 'passed').length
  const count = `${passed} of ${checks.length} checks passed`
  return ok ? count : `${count}; a required one did not`
}

function Fact({
  draft,
  step,
  label,
  children,
}: {
  draft: Wire<DraftDetail>
  step: SetupStep
  label: string
  children: ReactNode
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 px-4 py-2.5 sm:grid-cols-[8rem_minmax(0,1fr)_auto]">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0 break-words max-sm:row-start-2">{children ?? 'Not said yet'}</dd>
      <dd>
        <Link
          href={`/connectors/new/${draft.id}/${step}`}
          className="inline-flex min-h-6 items-center text-accent-text hover:underline"
          aria-label={`Change ${label}`}
        >
          Change
        </Link>
      </dd>
    </div>
  )
}

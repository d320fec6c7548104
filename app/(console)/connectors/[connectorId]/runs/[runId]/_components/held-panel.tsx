'use client'

import { useEffect, useRef } from 'react'
import { describeLimit, LimitForm } from '#components/connectors/limit-form.tsx'
import { DisclosedForm } from '#components/form/disclosed-form.tsx'
import { Callout } from '#components/feedback/callout.tsx'
import { Collapsible } from '#components/ui/collapsible.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { countOf, formatCount } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { HeldPlan, LossKind } from '#lib/sync/types.ts'
import { HeldDecision } from './held-decision.tsx'

export interface HeldPanelProps {
  connectorId: string
  runId: string
  held: Wire<HeldPlan>
  losses: LossKind[]
  /** Why each part is held, in its own sentence. */
  causes: string[]
  mayDecide: boolean
}

const outcomes: Record<Exclude<HeldPlan['state'], 'waiting' | 'gone'>, string> = {
  applied: 'What was held was applied',
  discarded: 'What was held was discarded',
  superseded: 'A later sync has read anew, so there is nothing to decide here',
}

/** What a held run would remove, by name, and the decision about it; once it is decided, what was decided has the focus. */
export function HeldPanel(props: HeldPanelProps) {
  const { held } = props
  const place = useRef<HTMLDivElement>(null)
  const shown = useRef(held.state)
  useEffect(() => {
    if (shown.current === held.state) return
    shown.current = held.state
    place.current?.focus()
  }, [held.state])
  return (
    <div ref={place} tabIndex={-1} className="rounded-lg outline-offset-4">
      {held.state === 'waiting' ? (
        <Waiting {...props} />
      ) : (
        <Ended connectorId={props.connectorId} held={held} state={held.state} />
      )}
    </div>
  )
}

function Ended({
  connectorId,
  held,
  state,
}: Pick<HeldPanelProps, 'connectorId' | 'held'> & { state: Exclude<HeldPlan['state'], 'waiting'> }) {
  if (state === 'gone')
    return (
      <Callout tone="warning" title="What this sync had read is not there any more">
        Nothing of it was applied. Sync again, then decide.
      </Callout>
    )
  return (
    <Callout tone="info" title={outcomes[state]}>
      {held.endedBy ? `By ${held.endedBy}` : null} {held.endedAt ? <Time at={held.endedAt} /> : null}
      {state === 'superseded' ? (
        <>
          . What is held now is on{' '}
          <Link href={`/connectors/${connectorId}`} className="text-accent-text underline underline-offset-3">
            the connector’s page
          </Link>
          .
        </>
      ) : null}
    </Callout>
  )
}

function Waiting({ connectorId, runId, held, losses, causes, mayDecide }: HeldPanelProps) {
  return (
    <Section
      title="Held for confirmation"
      description="More would be removed at once than is usual. It may be right, or Atlassian may have left something out. Until somebody decides, the pages show what was known before."
    >
      <ul className="grid gap-1 text-sm" aria-label="Why it is held">
        {causes.map((cause) => (
          <li key={cause}>{cause}</li>
        ))}
      </ul>
      {mayDecide ? (
        <>
          <div className="grid gap-2">
            {losses.map((loss) => (
              <Losses key={loss.kind} connectorId={connectorId} loss={loss} />
            ))}
          </div>
          <HeldDecision connectorId={connectorId} runId={runId} losses={losses} evidence={held.evidence} />
        </>
      ) : (
        <p className="text-sm">An owner of the connector, or a connector administrator, decides about it.</p>
      )}
    </Section>
  )
}

function Losses({ connectorId, loss }: { connectorId: string; loss: LossKind }) {
  return (
    <div className="rounded-lg border px-3.5 py-2.5">
      <Collapsible
        summary={
          <span className="font-medium text-foreground">
            {countOf(loss.count, loss.kind)} would be removed
          </span>
        }
      >
        <ul
          className="grid max-h-80 gap-1 overflow-y-auto text-sm"
          tabIndex={0}
          aria-label={`Losses: ${loss.kind}`}
        >
          {loss.names.map((one, index) => (
            <li key={index}>
              {one.name}
              {one.detail ? <span className="text-muted-foreground"> · {one.detail}</span> : null}
            </li>
          ))}
        </ul>
        {loss.count > loss.names.length ? (
          <p className="pt-1 text-sm text-muted-foreground">
            and {formatCount(loss.count - loss.names.length)} more; the file has all of them.
          </p>
        ) : null}
        <DisclosedForm
          label="Change the limit"
          size="sm"
          className="flex flex-wrap items-center gap-2 pt-2 text-sm text-muted-foreground"
          renderForm={(close) => (
            <LimitForm connectorId={connectorId} kind={loss.kind} limit={loss.limit} onClose={close} />
          )}
        >
          Held when {describeLimit(loss.limit)}.
        </DisclosedForm>
      </Collapsible>
    </div>
  )
}

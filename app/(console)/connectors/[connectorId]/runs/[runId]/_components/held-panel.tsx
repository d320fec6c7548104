'use client'

import { Download } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Callout } from '#components/feedback/callout.tsx'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { Collapsible } from '#components/ui/collapsible.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { countOf, formatCount } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { applyHeldPlan, discardHeldPlan } from '#lib/sync/actions.ts'
import type { HeldPlan, LossKind } from '#lib/sync/types.ts'
import { RaiseLimit } from './raise-limit.tsx'

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

/** What a held run would remove, by name, and the decision about it. */
export function HeldPanel({ connectorId, runId, held, losses, causes, mayDecide }: HeldPanelProps) {
  if (held.state === 'gone')
    return (
      <Callout tone="warning" title="What this sync had read is not there any more">
        Nothing of it was applied. Sync again, then decide.
      </Callout>
    )
  if (held.state !== 'waiting')
    return (
      <Callout tone="info" title={outcomes[held.state]}>
        {held.endedBy ? `By ${held.endedBy}` : null} {held.endedAt ? <Time at={held.endedAt} /> : null}
        {held.state === 'superseded' ? (
          <>
            . What is held now is on{' '}
            <Link
              href={`/connectors/${connectorId}`}
              className="text-accent-text underline underline-offset-3"
            >
              the connector’s page
            </Link>
            .
          </>
        ) : null}
      </Callout>
    )
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
          <Decision connectorId={connectorId} runId={runId} losses={losses} />
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
        <RaiseLimit connectorId={connectorId} loss={loss} />
      </Collapsible>
    </div>
  )
}

function Decision({
  connectorId,
  runId,
  losses,
}: {
  connectorId: string
  runId: string
  losses: LossKind[]
}) {
  const router = useRouter()
  const [open, setOpen] = useState<'apply' | 'discard' | null>(null)
  const total = losses.map((loss) => countOf(loss.count, loss.kind)).join(', ')
  const decide = async (action: typeof applyHeldPlan, done: string) => {
    const result = await action({ runId })
    if (!result.ok) return result.message
    toast.success(done)
    router.refresh()
    return undefined
  }
  return (
    <div className="flex flex-wrap gap-2">
      <ConfirmDialog
        open={open === 'apply'}
        onOpenChange={(next) => setOpen(next ? 'apply' : null)}
        trigger={<Button variant="danger">Apply the removals</Button>}
        title="Apply what is held?"
        description={`${total} end now. They stay in the history, and a later sync brings back what Atlassian lists again.`}
        confirmLabel="Apply the removals"
        onConfirm={() => decide(applyHeldPlan, 'The held changes are being applied.')}
      />
      <ConfirmDialog
        open={open === 'discard'}
        onOpenChange={(next) => setOpen(next ? 'discard' : null)}
        trigger={<Button>Discard</Button>}
        title="Discard what is held?"
        description="What was known stays as it is. The next sync reads anew, and holds again if the same is missing."
        confirmLabel="Discard"
        tone="primary"
        onConfirm={() => decide(discardHeldPlan, 'What was held is discarded.')}
      />
      <Button variant="ghost" asChild>
        <a href={`/api/connectors/${connectorId}/runs/${runId}/losses`} download>
          <Download aria-hidden /> All losses as a file
        </a>
      </Button>
    </div>
  )
}

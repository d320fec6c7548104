import { Download } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Callout } from '#components/feedback/callout.tsx'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { countOf } from '#lib/platform/format.ts'
import { applyHeldPlan, discardHeldPlan, startSync } from '#lib/sync/actions.ts'
import type { HeldPlan, LossKind } from '#lib/sync/types.ts'

export interface HeldDecisionProps {
  connectorId: string
  runId: string
  losses: LossKind[]
  evidence: HeldPlan['evidence']
}

/** Apply or discard. Where most of what was asked for is still there, discarding comes first. */
export function HeldDecision({ connectorId, runId, losses, evidence }: HeldDecisionProps) {
  const router = useRouter()
  const [open, setOpen] = useState<'apply' | 'discard' | 'again' | null>(null)
  const total = losses.map((loss) => countOf(loss.count, loss.kind)).join(', ')
  const isMistaken = evidence !== null && evidence.stay * 2 > evidence.asked
  const dialog = (name: 'apply' | 'discard' | 'again') => ({
    open: open === name,
    onOpenChange: (next: boolean) => setOpen(next ? name : null),
  })
  const apply = async () => {
    const result = await applyHeldPlan({ runId })
    if (!result.ok) return result.message
    toast.success('The held changes are being applied.')
    router.refresh()
    return undefined
  }
  const discard = async (again: boolean) => {
    const result = await discardHeldPlan({ runId })
    if (!result.ok) return result.message
    const started = again ? await startSync({ connectorId }) : null
    if (started && !started.ok) toast.error(`What was held is discarded. ${started.message}`)
    else
      toast.success(
        again ? 'What was held is discarded, and a sync has begun.' : 'What was held is discarded.',
      )
    router.refresh()
    return undefined
  }
  const discards = (
    <>
      <ConfirmDialog
        {...dialog('again')}
        trigger={<Button variant={isMistaken ? 'primary' : 'secondary'}>Discard and sync again</Button>}
        title="Discard what is held, and sync again?"
        description="What was known stays as it is. A new sync reads everything anew at once, and holds again if the same is missing."
        confirmLabel="Discard and sync again"
        tone="primary"
        onConfirm={() => discard(true)}
      />
      <ConfirmDialog
        {...dialog('discard')}
        trigger={<Button>Discard</Button>}
        title="Discard what is held?"
        description="What was known stays as it is. The next sync reads anew, and holds again if the same is missing."
        confirmLabel="Discard"
        tone="primary"
        onConfirm={() => discard(false)}
      />
    </>
  )
  return (
    <div className="grid gap-3">
      {evidence && isMistaken ? (
        <Callout tone="warning" title="This looks like a mistake of the list, not like people who left">
          {evidence.stay} of {evidence.asked} that were asked for one by one are still there. Applying would
          take them from these pages until a later sync brings them back.
        </Callout>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {isMistaken ? discards : null}
        <ConfirmDialog
          {...dialog('apply')}
          trigger={<Button variant={isMistaken ? 'secondary' : 'danger'}>Apply the removals</Button>}
          title="Apply what is held?"
          description={`${total} end now. They stay in the history, and a later sync brings back what Atlassian lists again.`}
          confirmLabel="Apply the removals"
          onConfirm={apply}
        />
        {isMistaken ? null : discards}
        <Button variant="ghost" asChild>
          <a href={`/api/connectors/${connectorId}/runs/${runId}/losses`} download>
            <Download aria-hidden /> All losses as a file
          </a>
        </Button>
      </div>
    </div>
  )
}

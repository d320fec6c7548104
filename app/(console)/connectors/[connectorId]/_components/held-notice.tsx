import { Callout } from '#components/feedback/callout.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { WaitingPlan } from '#lib/sync/types.ts'

/** Says that a run holds changes back, and leads to what would be lost. */
export function HeldNotice({ connectorId, plan }: { connectorId: string; plan: Wire<WaitingPlan> }) {
  return (
    <Callout
      tone="warning"
      title="A sync is held for confirmation"
      action={
        <Button asChild>
          <Link href={`/connectors/${connectorId}/runs/${plan.runId}`}>Look at the losses</Link>
        </Button>
      }
    >
      It would remove {plural(plan.held, 'thing')} at once. Until somebody decides, the pages show what was
      known before.
    </Callout>
  )
}

import { Callout } from '#components/feedback/callout.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { WaitingPlanOf } from '#lib/sync/types.ts'

/** Says that a run holds changes back, and leads to what would be lost. Without a name it is the page's own connector. */
export function HeldNotice({
  plan,
}: {
  plan: Wire<Omit<WaitingPlanOf, 'connectorName'>> & { connectorName: string | null }
}) {
  return (
    <Callout
      tone="warning"
      title={
        plan.connectorName === null
          ? 'A sync is held for confirmation'
          : `A sync of ${plan.connectorName} is held for confirmation`
      }
      action={
        <Button asChild>
          <Link href={`/connectors/${plan.connectorId}/runs/${plan.runId}`}>Look at the losses</Link>
        </Button>
      }
    >
      It would remove {plural(plan.held, 'thing')} at once. Until somebody decides, the pages show what was
      known before.
    </Callout>
  )
}

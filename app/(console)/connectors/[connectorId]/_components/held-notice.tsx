import { Callout } from '#components/feedback/callout.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { RunDetail } from '#lib/sync/types.ts'

/** Says that the newest run holds changes back, and leads to what would be lost. */
export function HeldNotice({ connectorId, run }: { connectorId: string; run: Wire<RunDetail> }) {
  if (run.held?.state !== 'waiting') return null
  const held = run.phases.reduce((sum, phase) => sum + phase.held, 0)
  return (
    <Callout
      tone="warning"
      title="The last sync is held for confirmation"
      action={
        <Button asChild>
          <Link href={`/connectors/${connectorId}/runs/${run.id}`}>Look at the losses</Link>
        </Button>
      }
    >
      It would remove {plural(held, 'thing')} at once. Until somebody decides, the pages show what was known
      before.
    </Callout>
  )
}

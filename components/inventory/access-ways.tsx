import { Lock } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import { Link } from '#components/ui/link.tsx'
import type { AccessWay } from '#lib/inventory/types.ts'
import type { Wire } from '#lib/platform/wire.ts'

/** How something is held: every way at once. */
export function AccessWays({
  ways,
  appId,
  linked,
}: {
  ways: readonly (AccessWay | Wire<AccessWay>)[]
  appId: string
  linked: boolean
}) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {ways.map((way) => (
        <li key={way.grantId} className="inline-flex items-center gap-1.5 whitespace-nowrap">
          {way.through ? (
            <>
              <span className="text-muted-foreground">through group</span>{' '}
              {linked ? (
                <Link
                  className="inline-flex min-h-6 items-center underline decoration-dotted underline-offset-3 hover:decoration-solid"
                  href={`/apps/${appId}/groups/${way.through.groupId}`}
                >
                  {way.through.name}
                </Link>
              ) : (
                <span>{way.through.name}</span>
              )}
              {way.through.lockedReason ? (
                <span title={way.through.lockedReason}>
                  <Lock className="size-3.5 text-muted-foreground" aria-label={way.through.lockedReason} />
                </span>
              ) : null}
            </>
          ) : (
            <Badge>{way.method === 'inferred' ? 'Inferred' : 'Direct'}</Badge>
          )}
        </li>
      ))}
    </ul>
  )
}

import { Callout } from '#components/feedback/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import type { RequestDetail } from '#lib/requests/types.ts'

/** What is left of the access that a revocation was about: other ways to the same role. */
export function RemainingAccess({ request }: { request: Wire<RequestDetail> }) {
  const groups = request.ways.flatMap((way) => (way.through ? [way.through] : []))
  if (groups.length === 0) return null
  const done = request.status === 'revoked'
  const { account, entitlement, app } = request
  return (
    <Callout
      tone="warning"
      title={
        done ? `${account.displayName} still has this access` : `${account.displayName} will keep this access`
      }
    >
      <p>
        {entitlement.displayName} {done ? 'was removed as a direct assignment, but is' : 'is'} also held
        through {groups.length === 1 ? 'a group' : 'groups'}:
      </p>
      <ul className="list-disc pl-5">
        {groups.map((group) => (
          <li key={group.groupId}>
            {request.may.readApp ? (
              <Link
                href={`/apps/${app.id}/groups/${group.groupId}`}
                className="inline-flex min-h-6 items-center underline underline-offset-3"
              >
                {group.name}
              </Link>
            ) : (
              group.name
            )}
            {group.lockedReason
              ? ` — ${group.lockedReason}: remove the membership there.`
              : ' — remove the membership on the account’s page.'}
          </li>
        ))}
      </ul>
    </Callout>
  )
}

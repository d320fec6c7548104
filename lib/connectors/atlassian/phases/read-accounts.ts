import { z } from 'zod'
import { formatCount } from '#lib/platform/format.ts'
import type { EntitlementRecord, SyncPage } from '../../contract.ts'
import type { User } from '../api/users.ts'
import { oneAhead } from '../http/pagination.ts'
import { interleave, type InterleavePlace } from '../http/interleave.ts'
import { entitlementId, toAccountGrant, toAccountRecord, toOwnGrants, toRoleEntitlement } from '../mapper.ts'
import { behind, naming } from './naming.ts'
import { amongUnits, atEnd, beforeTotal, inList, placesOf } from './places.ts'
import { readTotal } from './read-total.ts'
import { requireStaged, spanNote, width, type Content, type Reading } from './reading.ts'

const places = placesOf(
  'accounts',
  z.discriminatedUnion('at', [
    /** `memberships`: whether any row so far told the groups of an account. */
    inList.extend({ memberships: z.boolean() }),
    /** Among the groups whose members are read one by one; a group's state is the cursor of its next page. */
    amongUnits(z.string()).extend({ at: z.literal('members') }),
    beforeTotal,
    atEnd,
  ]),
)

/** Accounts with their memberships and platform roles, and how many accounts Atlassian counts. */
export async function* readAccounts(reading: Reading, after: string | null): AsyncGenerator<SyncPage> {
  const { client, organizationId, signal } = reading
  const place = places.read(after)
  if (place?.at === 'end') return
  let members: InterleavePlace<string> | null = place?.at === 'members' ? place : null
  if (place === null || place.at === 'list') {
    const expand = ['platformRoles', 'groups', 'productAccess', 'counts.resources'] as const
    let { read, memberships } = place ?? { read: 0, memberships: false }
    const pages = client.searchUsers({ expand: [...expand] }, signal, place?.next)
    for await (const { rows, next } of naming(oneAhead(pages), () => behind('accounts', read))) {
      const note = spanNote('Accounts', read, rows.length)
      read += rows.length
      memberships ||= rows.some((user) => Array.isArray(user.groups))
      members = next === null && !memberships ? { startedUpTo: null, open: {} } : null
      const behindList = members ? { at: 'members' as const, ...members } : { at: 'total' as const }
      yield {
        accounts: rows.map(toAccountRecord),
        entitlements: heldOrganizationRoles(rows, organizationId),
        grants: rows.flatMap((user) => toOwnGrants(user, organizationId)),
        note,
        resume: places.write(next === null ? behindList : { at: 'list', next, read, memberships }),
      }
    }
  }
  if (members) yield* readMembersByGroup(reading, members)
  yield* readTotal('accounts', () => client.countUsers({}, signal), places.write({ at: 'end' }))
}

function heldOrganizationRoles(page: User[], organizationId: string): EntitlementRecord[] {
  const roles = new Set(page.flatMap((user) => user.platformRoles ?? []))
  return [...roles].map((role) =>
    toRoleEntitlement('organization', organizationId, 'organization', role, true),
  )
}

/**
 * Memberships group by group. Atlassian documents the memberships of the user list "within the requested directory"; on
 * all directories at once they may be missing, which must not read as nobody being a member of anything.
 */
async function* readMembersByGroup(
  { client, staged, signal }: Reading,
  after: InterleavePlace<string>,
): AsyncGenerator<SyncPage> {
  await requireStaged(staged, 'accounts')
  const groups = await staged.resources('group')
  const populated = groups.filter(({ hints }) => (hints['members'] ?? 1) > 0)
  const units = populated.map(({ externalId: groupId, displayName }) => ({
    key: groupId,
    async *read(from: string | null, linked: AbortSignal) {
      const members = client.searchHolders({ groupIds: [groupId] }, linked, from)
      for await (const { rows, next } of naming(members, () => `Members of ${displayName}`)) {
        const grants = rows.map((user) =>
          toAccountGrant(entitlementId(groupId, 'member'), 'group', user.accountId, 'direct'),
        )
        const page: Content = { grants, note: `Members of a group: ${formatCount(rows.length)}` }
        yield { page, next }
      }
    },
  }))
  for await (const { page, place } of interleave(units, width, after, signal)) {
    yield { ...page, resume: places.write({ at: 'members', ...place }) }
  }
}

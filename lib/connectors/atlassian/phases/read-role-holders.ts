import { z } from 'zod'
import type { SyncPage } from '../../contract.ts'
import type { AtlassianClient } from '../client.ts'
import { interleave, type Unit } from '../http/interleave.ts'
import { toAccountGrant, toRoleEntitlement } from '../mapper.ts'
import { searchableRoles } from '../roles.ts'
import { naming } from './naming.ts'
import { amongUnits, placesOf } from './places.ts'
import { requireStaged, spanNote, width, type Content, type Reading } from './reading.ts'

/**
 * How far the holders on one workspace were read: the roles that are left, and of the first of them the cursor of the next
 * page (null: its first) and how many holders were read.
 */
const Holders = z.object({
  roles: z.array(z.string()),
  next: z.string().nullable(),
  read: z.int().min(0),
})
type Holders = z.infer<typeof Holders>

const places = placesOf('role-holders', amongUnits(Holders))

interface Workspace {
  id: string
  name: string
  productKey: string
  /** Roles that are documented for its product or that groups carry on it. */
  roles: ReadonlySet<string>
}

/** Who holds which role on which workspace, in whatever way. */
export async function* readRoleHolders(
  { client, staged, signal }: Reading,
  after: string | null,
): AsyncGenerator<SyncPage> {
  const begun = places.read(after)
  await requireStaged(staged, 'role-holders')
  const roles = Map.groupBy(await staged.entitlements('workspace'), (one) => one.resourceExternalId)
  const units = (await staged.resources('workspace')).map(({ externalId: id, displayName, productKey }) =>
    toUnit(client, {
      id,
      name: displayName,
      productKey: productKey ?? 'unknown',
      roles: new Set(roles.get(id)?.map(({ slug }) => slug)),
    }),
  )
  for await (const { page, place } of interleave(units, width, begun, signal)) {
    yield { ...page, resume: places.write(place) }
  }
}

function toUnit(client: AtlassianClient, workspace: Workspace): Unit<Content, Holders> {
  const { id, name, productKey } = workspace
  return {
    key: id,
    async *read(after, signal) {
      const begun = after ?? { roles: await rolesToRead(client, workspace, signal), next: null, read: 0 }
      for (const [index, role] of begun.roles.entries()) {
        let { next: cursor, read } = index === 0 ? begun : { next: null, read: 0 }
        const entitlement = toRoleEntitlement('workspace', id, productKey, role, true)
        const filter = { resourceIds: [id], roleIds: [role] }
        const holders = client.searchHolders(filter, signal, cursor)
        for await (const { rows, next } of naming(holders, () => `${entitlement.displayName} on ${name}`)) {
          if (rows.length === 0) continue
          const grants = rows.map((user) =>
            toAccountGrant(entitlement.externalId, 'workspace', user.accountId, 'unstated'),
          )
          const note = spanNote(`${entitlement.displayName} on ${name}: holders`, read, rows.length)
          read += rows.length
          const left = begun.roles.slice(next === null ? index + 1 : index)
          const behind = { roles: left, next, read: next === null ? 0 : read }
          yield { page: { entitlements: [entitlement], grants, note }, next: left.length > 0 ? behind : null }
        }
      }
    },
  }
}

/** The expected ones, and all others where anybody holds one: one call instead of one for each role. */
async function rolesToRead(
  client: AtlassianClient,
  { id, roles }: Workspace,
  signal: AbortSignal,
): Promise<string[]> {
  const expected = searchableRoles.filter((role) => roles.has(role))
  const others = searchableRoles.filter((role) => !roles.has(role))
  return (await isAnyHeld(client, id, others, signal)) ? [...expected, ...others] : expected
}

async function isAnyHeld(
  client: AtlassianClient,
  resourceId: string,
  roleIds: string[],
  signal: AbortSignal,
): Promise<boolean> {
  if (roleIds.length === 0) return false
  for await (const { rows } of client.searchUsers({ resourceIds: [resourceId], roleIds, limit: 1 }, signal)) {
    if (rows.length > 0) return true
  }
  return false
}

import { z } from 'zod'
import type { EntitlementRecord, GrantRecord, SyncPage } from '../../contract.ts'
import type { GroupRole } from '../api/groups.ts'
import type { AtlassianClient } from '../client.ts'
import { interleave, type InterleavePlace } from '../http/interleave.ts'
import { isOnPlatform, toRoleEntitlement } from '../mapper.ts'
import { naming } from './naming.ts'
import { amongUnits, placesOf } from './places.ts'
import { requireStaged, spanNote, width, type Content, type Reading } from './reading.ts'

/** A group is read in one go, so it has no state; `read` is how many groups were. */
const places = placesOf('group-roles', amongUnits(z.null()).extend({ read: z.int().min(0) }))

const groupsPerPage = 50

interface RolesOfGroup {
  groupId: string
  rows: GroupRole[]
}

/** What groups carry on workspaces and on the organization, one call for each group that carries anything. */
export async function* readGroupRoles(reading: Reading, after: string | null): AsyncGenerator<SyncPage> {
  const { client, staged, signal } = reading
  const begun = places.read(after)
  await requireStaged(staged, 'group-roles')
  const workspaces = await staged.resources('workspace')
  const productKeys = new Map(workspaces.map((one) => [one.externalId, one.productKey ?? 'unknown']))
  const groups = await staged.resources('group')
  const carrying = groups.filter(({ hints }) => (hints['roles'] ?? 1) > 0)
  const units = carrying.map(({ externalId: groupId, displayName }) => ({
    key: groupId,
    read: (_: null, linked: AbortSignal) =>
      naming(readRoles(client, groupId, linked), () => `Group ${displayName}`),
  }))
  let read = begun?.read ?? 0
  let batch: RolesOfGroup[] = []
  let behind: InterleavePlace<null> | null = null
  const flush = (place: InterleavePlace<null>): SyncPage => {
    const content = toPage(reading.organizationId, productKeys, batch, read)
    read += batch.length
    batch = []
    return { ...content, resume: places.write({ ...place, read }) }
  }
  for await (const { page, place } of interleave(units, width, begun, signal)) {
    batch.push(page)
    behind = place
    if (batch.length === groupsPerPage) yield flush(place)
  }
  if (behind && batch.length > 0) yield flush(behind)
}

async function* readRoles(
  client: AtlassianClient,
  groupId: string,
  signal: AbortSignal,
): AsyncGenerator<{ page: RolesOfGroup; next: null }> {
  yield { page: { groupId, rows: await client.listGroupRoles(groupId, signal) }, next: null }
}

function toPage(
  organizationId: string,
  productKeys: ReadonlyMap<string, string>,
  batch: RolesOfGroup[],
  from: number,
): Content {
  const entitlements = new Map<string, EntitlementRecord>()
  const grants: GrantRecord[] = []
  for (const { groupId, rows } of batch) {
    for (const row of rows) {
      const onPlatform = isOnPlatform(row)
      const productKey = productKeys.get(row.resourceId)
      // Roles in Jira projects and on goals, and on workspaces that are not listed, are no access we show.
      if (productKey === undefined && !onPlatform) continue
      for (const role of row.roles ?? []) {
        const entitlement =
          productKey === undefined
            ? toRoleEntitlement('organization', organizationId, 'organization', role, true)
            : toRoleEntitlement('workspace', row.resourceId, productKey, role, true)
        entitlements.set(entitlement.externalId, entitlement)
        grants.push({
          entitlementExternalId: entitlement.externalId,
          on: entitlement.resourceType,
          principalType: 'group',
          principalExternalId: groupId,
          method: 'direct',
        })
      }
    }
  }
  const note = spanNote('Roles of groups', from, batch.length)
  return { entitlements: [...entitlements.values()], grants, note }
}

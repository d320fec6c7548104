import { z } from 'zod'
import type { SyncPage } from '../../contract.ts'
import { adminUrl } from '../config.ts'
import {
  lastSegment,
  productKeyOf,
  toGroupRecord,
  toMembershipEntitlement,
  toOrganizationRecord,
  toRoleEntitlement,
  toWorkspaceRecord,
} from '../mapper.ts'
import { organizationRoles, rolesOfProduct } from '../roles.ts'
import { behind, naming } from './naming.ts'
import { atEnd, beforeTotal, inList, placesOf } from './places.ts'
import { readTotal } from './read-total.ts'
import { spanNote, type Reading } from './reading.ts'

const organizationPlaces = placesOf('organization', atEnd)
const workspacePlaces = placesOf('workspaces', z.discriminatedUnion('at', [inList, atEnd]))
const groupPlaces = placesOf('groups', z.discriminatedUnion('at', [inList, beforeTotal, atEnd]))

/** The organization itself, one page. */
export async function* readOrganization(
  { client, organizationId, signal }: Reading,
  after: string | null,
): AsyncGenerator<SyncPage> {
  if (organizationPlaces.read(after)) return
  const organization = await client.getOrganization(signal)
  const directories = await client.listDirectories(signal)
  const record = toOrganizationRecord(
    organizationId,
    organization,
    directories.length,
    adminUrl(organizationId),
  )
  const entitlements = organizationRoles.map((role) =>
    toRoleEntitlement('organization', organizationId, 'organization', role, false),
  )
  const resume = organizationPlaces.write({ at: 'end' })
  yield { resources: [record], entitlements, note: `Organization ${record.displayName}`, resume }
}

/** Workspaces with the roles that are documented for their products. */
export async function* readWorkspaces(
  { client, signal }: Reading,
  after: string | null,
): AsyncGenerator<SyncPage> {
  const place = workspacePlaces.read(after)
  if (place?.at === 'end') return
  let read = place?.read ?? 0
  const pages = client.listWorkspaces(signal, { after: place })
  for await (const { rows, next } of naming(pages, () => behind('workspaces', read))) {
    const entitlements = rows.flatMap((workspace) => {
      const productKey = productKeyOf(workspace)
      return rolesOfProduct(productKey).map((role) =>
        toRoleEntitlement('workspace', workspace.id, productKey, role, false),
      )
    })
    const note = spanNote('Workspaces', read, rows.length)
    read += rows.length
    const resume = workspacePlaces.write(next === null ? { at: 'end' } : { at: 'list', next, read })
    yield { resources: rows.map(toWorkspaceRecord), entitlements, note, resume }
  }
}

/** Groups, and how many Atlassian counts. */
export async function* readGroups(
  { client, organizationId, signal }: Reading,
  after: string | null,
): AsyncGenerator<SyncPage> {
  const place = groupPlaces.read(after)
  if (place?.at === 'end') return
  if (place?.at !== 'total') {
    let read = place?.read ?? 0
    const filter = { expand: ['counts.resources' as const, 'counts.users' as const] }
    const pages = client.searchGroups(filter, signal, place?.next)
    for await (const { rows, next } of naming(pages, () => behind('groups', read))) {
      const resources = rows.map((group) => {
        const url = adminUrl(organizationId, `/groups/${encodeURIComponent(lastSegment(group.id))}`)
        return toGroupRecord(group, url)
      })
      const entitlements = resources.map(toMembershipEntitlement)
      const note = spanNote('Groups', read, rows.length)
      read += rows.length
      const resume = groupPlaces.write(next === null ? { at: 'total' } : { at: 'list', next, read })
      yield { resources, entitlements, note, resume }
    }
  }
  yield* readTotal('groups', () => client.countGroups({}, signal), groupPlaces.write({ at: 'end' }))
}

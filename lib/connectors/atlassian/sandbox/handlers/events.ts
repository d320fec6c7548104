import type { Change } from '../changes.ts'
import { readLimit, type Context } from '../context.ts'
import { envelope, ok, type Reply } from '../replies.ts'
import type { LoggedChange } from '../simulation.ts'

/** Action ids with their words. Atlassian publishes the list by this call only; these are the sandbox's own choice. */
const actions: Record<Change['type'], readonly [id: string, displayName: string]> = {
  'assign-role': ['user_granted_role', 'Granted a role'],
  'revoke-role': ['user_revoked_role', 'Revoked a role'],
  'assign-platform-role': ['user_granted_role', 'Granted a role'],
  'revoke-platform-role': ['user_revoked_role', 'Revoked a role'],
  'add-member': ['user_added_to_group', 'Added to a group'],
  'remove-member': ['user_removed_from_group', 'Removed from a group'],
  'add-account': ['user_invited', 'Invited'],
  'remove-account': ['user_deleted', 'Deleted'],
  'remove-from-directory': ['user_removed_from_directory', 'Removed from the directory'],
  suspend: ['user_suspended', 'Suspended'],
  restore: ['user_restored', 'Restored'],
  deactivate: ['user_deactivated', 'Deactivated'],
  reactivate: ['user_activated', 'Activated'],
  rename: ['user_profile_updated', 'Updated a profile'],
  'change-email': ['user_email_changed', 'Changed an address'],
  'create-group': ['group_created', 'Created a group'],
  'delete-group': ['group_deleted', 'Deleted a group'],
  'assign-group-role': ['group_granted_role', 'Granted a role to a group'],
  'revoke-group-role': ['group_revoked_role', 'Revoked a role of a group'],
}

const actionOf = (change: Change): string => actions[change.type][0]

/** GET /v1/orgs/{orgId}/event-actions */
export function listEventActions(): Reply {
  const data = new Map(
    Object.values(actions).map(([id, displayName]) => [
      id,
      { id, type: 'event-actions', attributes: { displayName, groupDisplayName: 'Users and groups' } },
    ]),
  )
  return ok({ data: [...data.values()] })
}

/** GET /v1/orgs/{orgId}/events, the newest first. */
export function listEvents(context: Context): Reply {
  const { query } = context
  const found = readWindow(context).filter((one) => passes(one.entry, query))
  return page(context, found.toReversed(), readLimit(query.get('limit'), 30, 500), false)
}

/** GET /v1/orgs/{orgId}/events-stream: in order of processing; the last page's cursor goes on with what comes later. */
export function streamEvents(context: Context): Reply {
  const { query } = context
  const order = query.get('sortOrder') ?? 'asc'
  if (order !== 'asc' && order !== 'desc') throw bad('ADMIN-400-19', 'Bad request syntax')
  const found = readWindow(context)
  const limit = readLimit(query.get('limit'), 200, 500)
  return page(context, order === 'asc' ? found : found.toReversed(), limit, order === 'asc')
}

/** GET /v1/orgs/{orgId}/events/{eventId} */
export function getEvent(context: Context): Reply {
  const place = Number(/^event-(\d+)$/.exec(context.params['eventId'] ?? '')?.[1] ?? '0')
  const entry = context.sandbox.log[place - 1]
  if (!entry) throw envelope(404, 'ADMIN-404-4', 'Event not found')
  return ok({ data: toEvent(context, { entry, place }, false) })
}

interface Placed {
  entry: LoggedChange
  /** From 1, in order of processing. */
  place: number
}

const bad = (code: string, title: string) => envelope(400, code, title)

function readWindow({ sandbox, query }: Context): Placed[] {
  const from = readInstant(query.get('from')) ?? 0
  const to = readInstant(query.get('to')) ?? Number.POSITIVE_INFINITY
  return sandbox.log
    .map((entry, index) => ({ entry, place: index + 1 }))
    .filter(({ entry }) => entry.at >= from && entry.at <= to)
}

/** Epoch milliseconds in a string. @throws Refusal 400 */
function readInstant(value: string | null): number | null {
  if (value === null) return null
  if (/^\d+$/.test(value)) return Number(value)
  throw bad('ADMIN-400-3', 'Invalid date')
}

function passes({ change, names }: LoggedChange, query: URLSearchParams): boolean {
  const action = query.get('action')
  const actors = query.get('actor')?.split(',')
  const text = query.get('q')?.toLowerCase()
  return (
    (action === null || action === actionOf(change)) &&
    (!actors || actors.includes(actorId)) &&
    // Changes of the organization come from no product and no address.
    !query.has('product') &&
    !query.has('ip') &&
    (!text || `${names.account} ${names.email} ${names.group}`.toLowerCase().includes(text))
  )
}

/** A cursor is the place of the last event that was given; one that is followed goes on even from an empty page. */
function page(context: Context, events: Placed[], limit: number, followed: boolean): Reply {
  const { query, baseUrl, params } = context
  const after = readCursor(query.get('cursor'))
  const start = after === null ? 0 : firstBehind(events, after, followed)
  const rows = events.slice(start, start + limit)
  const last = rows.at(-1)?.place ?? after
  const more = start + limit < events.length
  const next = last !== null && (more || followed) ? Buffer.from(`e.${last}`).toString('base64url') : null
  const self = `${baseUrl}/v1/orgs/${params['orgId']}/events`
  return ok({
    data: rows.map((one) => toEvent(context, one, followed)),
    meta: { page_size: rows.length, ...(next === null ? {} : { next }) },
    links: { self, ...(next === null ? {} : { next: `${self}?cursor=${next}` }) },
  })
}

function firstBehind(events: Placed[], after: number, ascending: boolean): number {
  const index = events.findIndex(({ place }) => (ascending ? place > after : place < after))
  return index < 0 ? events.length : index
}

function readCursor(cursor: string | null): number | null {
  if (cursor === null) return null
  const place = /^e\.(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  if (place === undefined) throw bad('ADMIN-400-1', 'Invalid page cursor')
  return Number(place)
}

const actorId = 'rolecall-key'

function toEvent({ sandbox, baseUrl, params }: Context, { entry, place }: Placed, isStream: boolean) {
  const { at, change } = entry
  const time = new Date(at).toISOString()
  const id = `event-${place}`
  return {
    id,
    type: 'events',
    attributes: {
      time,
      ...(isStream ? { processedAt: new Date(at + sandbox.settings.eventDelayMs).toISOString() } : {}),
      action: actionOf(change),
      actor: { id: actorId, name: 'Rolecall', auth: { authType: 'api-token', tokenLabel: 'Rolecall' } },
      context: toContext(entry, sandbox.settings.eventContextIds === 'present'),
      container: [{ id: sandbox.model.organizationId, type: 'orgs', attributes: {} }],
    },
    message: { content: actions[change.type][1], format: 'simple' },
    links: { self: `${baseUrl}/v1/orgs/${params['orgId']}/events/${id}` },
  }
}

function toContext({ change, names }: LoggedChange, withIds: boolean) {
  const objects = [
    'accountId' in change
      ? {
          id: change.accountId,
          type: 'users',
          attributes: { email: names.email, name: names.account, accountType: 'atlassian' },
        }
      : null,
    'groupId' in change ? { id: change.groupId, type: 'groups', attributes: { name: names.group } } : null,
    'resourceId' in change
      ? { id: change.resourceId, type: 'workspaces', attributes: { role: change.role } }
      : null,
  ].filter((one) => one !== null)
  return objects.map(({ id, ...object }) => (withIds ? { id, ...object } : object))
}

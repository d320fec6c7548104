import { links, type Context } from '../context.ts'
import { envelope, ok, type Reply } from '../replies.ts'
import type { Settings } from '../settings.ts'

const pageSizes = new Set([5, 10, 20, 25, 40, 50, 60, 75, 80, 100])

/** GET /api-access/v1/orgs/{orgId}/api-keys: the key that the sandbox accepts, and maybe another. */
export function listApiKeys(context: Context): Reply {
  const { sandbox, query } = context
  const pageSize = query.get('pageSize')
  if (pageSize !== null && !pageSizes.has(Number(pageSize)))
    throw envelope(400, 'INVALID_PAGE_SIZE', 'Invalid page size')
  const { keyExpiresAt, keyList, keyScopes, otherKey } = sandbox.settings
  if (keyList === 'refused') throw envelope(403, 'FEATURE_NOT_ENABLED', 'Feature not enabled')
  const now = new Date().toISOString()
  const own = {
    id: `key-${sandbox.model.organizationId}`,
    label: 'Rolecall',
    createdAt: '2026-06-01T00:00:00.000Z',
    expiresAt: toExpiry(keyExpiresAt, new Date()),
    lastActiveAt: now,
    orgId: sandbox.model.organizationId,
    ...(keyScopes === null ? {} : { scopes: keyScopes }),
    createdBy,
  }
  const other = {
    ...own,
    id: `${own.id}-2`,
    label: 'Backup script',
    expiresAt: '2026-12-24T00:00:00.000Z',
    lastActiveAt: otherKey === 'idle' ? '2026-06-02T00:00:00.000Z' : now,
    scopes: otherKey === 'active-with-scopes' ? ['read:orgs:admin'] : [],
  }
  return ok({ data: otherKey === 'none' ? [own] : [other, own], links: links(context, null) })
}

/** The default is the first of a month, so that it stays for a while and never comes. */
function toExpiry(keyExpiresAt: Settings['keyExpiresAt'], now: Date): string | null {
  if (keyExpiresAt === 'unsaid') return null
  if (keyExpiresAt !== 'in-ten-months') return keyExpiresAt
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 10, 1)).toISOString()
}

const createdBy = { id: 'system', name: 'Margaret Hamilton', email: 'margaret.hamilton@acme.example' }

/** GET /api-access/v1/orgs/{orgId}/api-keys/count: a bare number (Atlassian's documentation). */
export const countApiKeys = ({ sandbox }: Context): Reply => ok(sandbox.settings.otherKey === 'none' ? 1 : 2)

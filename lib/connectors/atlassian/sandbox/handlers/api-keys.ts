import { links, type Context } from '../context.ts'
import { envelope, ok, type Reply } from '../replies.ts'

const pageSizes = new Set([5, 10, 20, 25, 40, 50, 60, 75, 80, 100])

/** GET /api-access/v1/orgs/{orgId}/api-keys: the key that the sandbox accepts. */
export function listApiKeys(context: Context): Reply {
  const { sandbox, query } = context
  const pageSize = query.get('pageSize')
  if (pageSize !== null && !pageSizes.has(Number(pageSize)))
    throw envelope(400, 'INVALID_PAGE_SIZE', 'Invalid page size')
  const { keyExpiresAt, keyScopes } = sandbox.settings
  const key = {
    id: `key-${sandbox.model.organizationId}`,
    label: 'Rolecall',
    createdAt: '2026-06-01T00:00:00.000Z',
    expiresAt: keyExpiresAt,
    lastActiveAt: new Date().toISOString(),
    orgId: sandbox.model.organizationId,
    ...(keyScopes === null ? {} : { scopes: keyScopes }),
    createdBy: { id: 'system', name: 'Margaret Hamilton', email: 'margaret.hamilton@acme.example' },
  }
  return ok({ data: [key], links: links(context, null) })
}

/** GET /api-access/v1/orgs/{orgId}/api-keys/count: a bare number (Atlassian's documentation). */
export const countApiKeys = (): Reply => ok(1)

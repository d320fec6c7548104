import { z } from 'zod'
import type { Context } from '../context.ts'
import type { SandboxWorkspace } from '../records.ts'
import { ok, single, type Reply } from '../replies.ts'
import type { Settings } from '../settings.ts'

const bad = (detail: string) => single(400, 'ADMIN-400-4', 'Invalid resource', detail)

/** POST /v2/orgs/{orgId}/workspaces. The cursor carries the page size: beside it nothing else may be in the body. */
export function searchWorkspaces(context: Context): Reply {
  const { body, sandbox } = context
  const cursor = typeof body['cursor'] === 'string' ? body['cursor'] : null
  if (cursor !== null && Object.keys(body).length > 1) throw bad('cursor must be the only property')
  const { from, limit, ask } =
    cursor === null ? { from: 0, limit: readLimit(body['limit']), ask: readAsk(body) } : readCursor(cursor)
  const all = findWorkspaces([...sandbox.model.workspaces.values()], ask)
  const page = all.slice(from, from + limit)
  const next = from + limit < all.length ? writeCursor({ from: from + limit, limit, ask }) : null
  const meta = { pageSize: limit, startIndex: from, endIndex: from + page.length, total: all.length }
  return ok({
    data: page.map((one) => toWorkspace(one, sandbox.settings)),
    links: toLinks(context, next),
    meta,
  })
}

function toLinks({ baseUrl, params, sandbox }: Context, next: string | null) {
  if (next === null) return sandbox.settings.next === 'null' ? { self: null, prev: null, next: null } : {}
  const url = `${baseUrl}/v2/orgs/${params['orgId']}/workspaces?cursor=${encodeURIComponent(next)}`
  return { next: sandbox.settings.workspaceNext === 'url' ? url : next }
}

function readLimit(value: unknown): number {
  if (value === undefined || value === null) return 20
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1000) return value
  throw bad('limit must be between 1 and 1000')
}

type Query =
  | { and: Query[] }
  | { nor: Query[] }
  | { field: { name: 'attributes.type'; values: string[] } }
  | { searchWorkspaces: string }
  | { features: string[] }
  | { policies: string[] }

/** The query of Atlassian's OpenAPI document; `and`, `nor` and `field` allow nothing beside what is named. */
const Query: z.ZodType<Query> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(Query) }),
    z.strictObject({ nor: z.array(Query) }),
    z.strictObject({
      field: z.strictObject({ name: z.literal('attributes.type'), values: z.array(z.string()) }),
    }),
    z.object({ searchWorkspaces: z.string() }),
    z.object({ features: z.array(z.string()) }),
    z.object({ policies: z.array(z.string()) }),
  ]),
)

const Ask = z.object({
  query: Query.optional(),
  sort: z.array(z.object({ field: z.literal('attributes.type'), order: z.enum(['asc', 'desc']) })).nullish(),
})
type Ask = z.infer<typeof Ask>

/** What a first call asked for; the cursor carries all of it. */
const Cursor = z.object({ from: z.int().min(0), limit: z.int().min(1).max(1000), ask: Ask })
type Cursor = z.infer<typeof Cursor>

const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

function readCursor(cursor: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw bad('unknown cursor')
  }
}

function readAsk({ query, sort }: Record<string, unknown>): Ask {
  const parsed = Ask.safeParse({ query, sort })
  if (parsed.success) return parsed.data
  throw bad(z.prettifyError(parsed.error))
}

function findWorkspaces(all: SandboxWorkspace[], { query, sort }: Ask): SandboxWorkspace[] {
  const found = query ? all.filter((workspace) => matches(workspace, query)) : all
  const [first] = sort ?? []
  if (!first) return found
  const sign = first.order === 'asc' ? 1 : -1
  return found.toSorted((a, b) => sign * a.productKey.localeCompare(b.productKey, 'en'))
}

/** Operators without a value are no-ops; no workspace here has a feature or a policy. */
function matches(workspace: SandboxWorkspace, query: Query): boolean {
  if ('and' in query) return query.and.every((one) => matches(workspace, one))
  if ('nor' in query) return !query.nor.some((one) => matches(workspace, one))
  if ('field' in query) {
    const { values } = query.field
    return values.length === 0 || values.includes(workspace.productKey)
  }
  if ('searchWorkspaces' in query) {
    return `${workspace.siteName} ${workspace.hostUrl}`.includes(query.searchWorkspaces.toLowerCase())
  }
  const wanted = 'features' in query ? query.features : query.policies
  return wanted.length === 0
}

function toWorkspace(workspace: SandboxWorkspace, { workspaceTypeKey }: Settings) {
  return {
    id: workspace.id,
    type: workspace.label,
    attributes: {
      name: workspace.siteName,
      ...(workspaceTypeKey === 'present' ? { typeKey: workspace.productKey } : {}),
      type: workspace.label,
      owner: null,
      status: workspace.status,
      statusDetails: [],
      icons: {},
      avatars: {},
      labels: [],
      sandbox: { type: 'NONE' },
      usage: null,
      capacity: workspace.capacity,
      createdAt: workspace.createdAt,
      createdBy: null,
      hostUrl: workspace.hostUrl,
      realm: 'EU',
      regions: ['eu-central-1'],
    },
    relationships: {},
    links: { self: workspace.id },
  }
}

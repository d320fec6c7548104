import type { Context } from '../context.ts'
import type { SandboxWorkspace } from '../records.ts'
import { ok, single, type Reply } from '../replies.ts'

const bad = (detail: string) => single(400, 'ADMIN-400-4', 'Invalid resource', detail)

/** POST /v2/orgs/{orgId}/workspaces. The cursor carries the page size: beside it nothing else may be in the body. */
export function searchWorkspaces(context: Context): Reply {
  const { body, sandbox } = context
  const cursor = typeof body['cursor'] === 'string' ? body['cursor'] : null
  if (cursor !== null && Object.keys(body).length > 1) throw bad('cursor must be the only property')
  if (body['query'] !== undefined) throw bad('the sandbox does not know workspace queries')
  const { from, limit } = cursor === null ? { from: 0, limit: readLimit(body['limit']) } : readCursor(cursor)
  const all = [...sandbox.model.workspaces.values()]
  const page = all.slice(from, from + limit)
  const next = from + limit < all.length ? writeCursor(from + limit, limit) : null
  const meta = { pageSize: limit, startIndex: from, endIndex: from + page.length, total: all.length }
  return ok({ data: page.map(toWorkspace), links: toLinks(context, next), meta })
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

const writeCursor = (from: number, limit: number): string =>
  Buffer.from(`w.${from}.${limit}`).toString('base64url')

function readCursor(cursor: string): { from: number; limit: number } {
  const found = /^w\.(\d+)\.(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())
  if (!found) throw bad('unknown cursor')
  return { from: Number(found[1]), limit: Number(found[2]) }
}

function toWorkspace(workspace: SandboxWorkspace) {
  return {
    id: workspace.id,
    type: workspace.label,
    attributes: {
      name: workspace.siteName,
      typeKey: workspace.productKey,
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

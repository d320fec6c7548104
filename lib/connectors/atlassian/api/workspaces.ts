import { z } from 'zod'
import { ConnectorError } from '../../errors.ts'
import { walkPages, type Page } from '../http/pagination.ts'
import { endpointOf } from '../http/request.ts'
import type { Api, Request } from './lists.ts'
import { pageOf, text } from './shapes.ts'

export const Workspace = z.object({
  id: z.string(),
  type: text,
  attributes: z
    .looseObject({
      name: text,
      typeKey: text,
      type: text,
      status: text,
      hostUrl: text,
      capacity: z.number().nullish(),
      usage: z.number().nullish(),
      realm: text,
      createdAt: text,
    })
    .nullish(),
})
export type Workspace = z.infer<typeof Workspace>
const WorkspacePage = pageOf(Workspace).extend({
  meta: z.object({ total: z.number().nullish() }).nullish(),
})

/** How workspaces are listed. */
export interface WorkspaceList {
  /** Page size, 1 to 1000. */
  limit?: number
  /** The page to go on behind: its `next`, and how many workspaces were read up to it; null: from the first page. */
  after?: { next: string; read: number } | null
}

/** Workspaces: the products of the organization's sites. */
export function workspaceCalls({ http, orgId }: Api) {
  return {
    /**
     * Beside a cursor no other property may be in the body (Atlassian's OpenAPI document).
     * @throws ConnectorError bad-response instead of a last page that comes before the number of workspaces that the
     * list names itself.
     */
    async *listWorkspaces(
      signal: AbortSignal,
      { limit = 1000, after = null }: WorkspaceList = {},
    ): AsyncGenerator<Page<Workspace>> {
      const call: Request = { method: 'POST', path: '/v2/orgs/{orgId}/workspaces', ids: { orgId } }
      let total = 0
      let read = after?.read ?? 0
      const readPage = async (cursor: string | null) => {
        const body = cursor === null ? { limit } : { cursor }
        const page = await http.read({ ...call, body }, WorkspacePage, signal)
        total = page.meta?.total ?? 0
        return page
      }
      for await (const page of walkPages('workspaces', endpointOf(call), readPage, after?.next ?? null)) {
        read += page.rows.length
        if (page.next === null && read < total) throw endsEarly(endpointOf(call), read, total)
        yield page
      }
    },
  }
}

function endsEarly(endpoint: string, read: number, total: number): ConnectorError {
  return new ConnectorError({
    kind: 'bad-response',
    message: `Atlassian's list of workspaces ends after ${read} of ${total}, so it cannot be trusted.`,
    vendor: { status: 200, code: null, title: null, detail: null, requestId: null, endpoint },
  })
}

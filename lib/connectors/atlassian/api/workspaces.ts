import { z } from 'zod'
import { ConnectorError } from '../../errors.ts'
import { walkPages } from '../http/pagination.ts'
import { endpointOf } from '../http/request.ts'
import type { Api, Request } from './lists.ts'
import { pageOf, text } from './shapes.ts'

export const Workspace = z.looseObject({
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
  meta: z.looseObject({ total: z.number().nullish() }).nullish(),
})

/** Workspaces: the products of the organization's sites. */
export function workspaceCalls({ http, orgId }: Api) {
  return {
    /**
     * Beside a cursor no other property may be in the body (Atlassian's OpenAPI document).
     * @throws ConnectorError bad-response when the list ends before the number of workspaces that it names itself.
     */
    async *listWorkspaces(signal: AbortSignal, limit = 1000): AsyncGenerator<Workspace[]> {
      const call: Request = { method: 'POST', path: '/v2/orgs/{orgId}/workspaces', ids: { orgId } }
      let total = 0
      let read = 0
      const pages = walkPages('workspaces', endpointOf(call), async (cursor) => {
        const body = cursor === null ? { limit } : { cursor }
        const page = await http.read({ ...call, body }, WorkspacePage, signal)
        total = page.meta?.total ?? 0
        return page
      })
      for await (const page of pages) {
        read += page.length
        yield page
      }
      if (read < total) throw endsEarly(endpointOf(call), read, total)
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

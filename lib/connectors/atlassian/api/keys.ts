import { z } from 'zod'
import { collect } from '../http/pagination.ts'
import { list, type Api, type Request } from './lists.ts'
import { pageOf, text } from './shapes.ts'

export const ApiKey = z.object({
  id: z.string(),
  label: text,
  createdAt: text,
  expiresAt: text,
  lastActiveAt: text,
  scopes: z.array(z.string()).nullish(),
})
export type ApiKey = z.infer<typeof ApiKey>
const ApiKeyPage = pageOf(ApiKey)

/** The organization's API keys, the console's own among them. A key never says its value. */
export function keyCalls({ http, orgId }: Api) {
  return {
    listApiKeys(signal: AbortSignal): Promise<ApiKey[]> {
      const path = '/api-access/v1/orgs/{orgId}/api-keys'
      // Sizes that Atlassian accepts here: 5, 10, 20, 25, 40, 50, 60, 75, 80, 100 (its documentation).
      const call: Request = { method: 'GET', path, ids: { orgId }, query: { pageSize: 100 } }
      return collect(list(http, 'API keys', call, ApiKeyPage, signal))
    },
  }
}

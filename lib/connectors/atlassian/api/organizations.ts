import { z } from 'zod'
import { collect } from '../http/pagination.ts'
import { list, type Api, type Request } from './lists.ts'
import { answerOf, pageOf, text } from './shapes.ts'

export const Organization = z.object({
  id: z.string(),
  attributes: z.object({ name: text }).nullish(),
})
export type Organization = z.infer<typeof Organization>
const OrganizationPage = pageOf(Organization)
const OrganizationAnswer = answerOf(Organization)

export const Directory = z.object({ directoryId: z.string(), name: text })
export type Directory = z.infer<typeof Directory>
const DirectoryPage = pageOf(Directory)

/** Organizations and their directories. */
export function organizationCalls({ http, orgId }: Api) {
  return {
    /** Organizations of the key; a key created with scopes gets none (measured by public clients). */
    listOrganizations(signal: AbortSignal): Promise<Organization[]> {
      const call: Request = { method: 'GET', path: '/v1/orgs', ids: {} }
      return collect(list(http, 'organizations', call, OrganizationPage, signal))
    },

    async getOrganization(signal: AbortSignal): Promise<Organization> {
      const call: Request = { method: 'GET', path: '/v1/orgs/{orgId}', ids: { orgId } }
      return (await http.read(call, OrganizationAnswer, signal)).data
    },

    listDirectories(signal: AbortSignal): Promise<Directory[]> {
      const path = '/v2/orgs/{orgId}/directories'
      const call: Request = { method: 'GET', path, ids: { orgId }, query: { limit: 100 } }
      return collect(list(http, 'directories', call, DirectoryPage, signal))
    },
  }
}

import { lifecycleChanges, roleChanges } from './api/accounts.ts'
import { eventCalls } from './api/events.ts'
import { groupCalls, groupChanges } from './api/groups.ts'
import { keyCalls } from './api/keys.ts'
import { organizationCalls } from './api/organizations.ts'
import { userCalls } from './api/users.ts'
import { workspaceCalls } from './api/workspaces.ts'
import { createHttp, type HttpOptions } from './http/request.ts'

/** The calls of the organization API that the console needs. All throw ConnectorError, or the signal's reason. */
export type AtlassianClient = ReturnType<typeof createAtlassianClient>

/** Opening sends nothing. */
export function createAtlassianClient(options: HttpOptions & { organizationId: string }) {
  const api = { http: createHttp(options), orgId: options.organizationId }
  return {
    ...organizationCalls(api),
    ...workspaceCalls(api),
    ...userCalls(api),
    ...groupCalls(api),
    ...groupChanges(api),
    ...roleChanges(api),
    ...lifecycleChanges(api),
    ...eventCalls(api),
    ...keyCalls(api),
  }
}

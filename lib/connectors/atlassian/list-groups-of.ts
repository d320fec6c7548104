import type { AtlassianClient } from './client.ts'
import { collect } from './http/pagination.ts'
import { lastSegment } from './mapper.ts'

/** The groups that an account is a member of, by a search of its own: bare ids. @throws ConnectorError; the signal's reason. */
export async function listGroupsOf(
  client: AtlassianClient,
  accountId: string,
  signal: AbortSignal,
): Promise<string[]> {
  const groups = await collect(client.searchGroups({ accountIds: [accountId] }, signal))
  return groups.map((group) => lastSegment(group.id))
}

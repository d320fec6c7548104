import { atATime, bareCalls, type Access } from './vendor.ts'

interface Group {
  id: string
}

/**
 * Reads an organization as connectors usually do: the lists, then one call for each account and for each group about its
 * roles, and the members group by group.
 * @returns how many calls that took.
 */
export async function countPerAccount(access: Access): Promise<number> {
  const calls = bareCalls(access)
  const { directory } = calls
  const accounts: string[] = []
  for await (const page of calls.search<{ accountId: string }>(`${directory}/users/search`, {})) {
    accounts.push(...page.map((user) => user.accountId))
  }
  const groups: string[] = []
  for await (const page of calls.search<Group>(`${directory}/groups/search`, {})) {
    groups.push(...page.map((group) => group.id.split('/').at(-1) ?? ''))
  }
  await atATime(8, groups, async (id) => {
    await calls.call('GET', `${directory}/groups/${id}/role-assignments?limit=100`)
    for await (const page of calls.search(`${directory}/users/search`, { groupIds: [id] })) void page
  })
  await atATime(8, accounts, async (id) => {
    await calls.call('GET', `${directory}/users/${id}/role-assignments?limit=100`)
  })
  return calls.counted.calls
}

// The bare program that a sync is measured against: the same pages, four at a time where the sync reads four at a time,
// parsed, and all rows copied into one table without an index. Says its milliseconds.
import process from 'node:process'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { toCopyText, type Copied } from '#lib/platform/db/session.ts'
import { atATime, bareCalls, type Access } from './vendor.ts'

interface Input {
  access: Access
  databaseUrl: string
  /** Workspaces with the roles whose holders are listed. */
  holders: { resourceId: string; roles: string[] }[]
}

interface User {
  accountId: string
  name?: string
  email?: string
  status?: string
  groups?: { id: string }[]
}

const { access, databaseUrl, holders }: Input = JSON.parse(process.argv[2] ?? '')
const client = new pg.Client({ connectionString: databaseUrl })
await client.connect()
await client.query(
  'drop table if exists floor_rows; create table floor_rows (kind text, a text, b text, c text)',
)
const startedAt = performance.now()
const stream = client.query(copyFrom('copy floor_rows from stdin'))
let rows = 0

async function copy(page: Copied[][]): Promise<void> {
  rows += page.length
  if (!stream.write(toCopyText(page))) await new Promise((resolve) => stream.once('drain', resolve))
}

const calls = bareCalls(access)
const { directory } = calls
const expand = ['platformRoles', 'groups', 'productAccess', 'counts.resources']
for await (const page of calls.search<{ id: string }>(`/v2/orgs/${access.organizationId}/workspaces`, {
  limit: 1000,
})) {
  await copy(page.map(({ id }) => ['workspace', id, null, null]))
}
const carrying: string[] = []
for await (const page of calls.search<{ id: string; name: string; counts?: { resources?: number } }>(
  `${directory}/groups/search`,
  { expand: ['counts.users', 'counts.resources'] },
)) {
  await copy(page.map(({ id, name }) => ['group', id, name, null]))
  carrying.push(...page.filter((group) => group.counts?.resources !== 0).map((group) => group.id))
}
for await (const page of calls.search<User>(`${directory}/users/search`, { expand })) {
  await copy(
    page.flatMap(({ accountId, name, email, groups }) => [
      ['account', accountId, name ?? null, email ?? null],
      ...(groups ?? []).map(({ id }) => ['member', id.split('/').at(-1) ?? '', accountId, null]),
    ]),
  )
}
await atATime(4, carrying, async (id) => {
  const at = `${directory}/groups/${id.split('/').at(-1)}/role-assignments?limit=100`
  const page = await calls.call<{ data: { resourceId: string; roles?: string[] }[] }>('GET', at)
  await copy(
    page.data.flatMap(({ resourceId, roles }) =>
      (roles ?? []).map((role) => ['carried', id, resourceId, role]),
    ),
  )
})
await atATime(4, holders, async ({ resourceId, roles }) => {
  for (const role of roles) {
    const filter = { resourceIds: [resourceId], roleIds: [role] }
    for await (const page of calls.search<User>(`${directory}/users/search`, filter)) {
      await copy(page.map(({ accountId }) => ['holder', resourceId, role, accountId]))
    }
  }
})
stream.end()
await finished(stream)
const ms = performance.now() - startedAt
await client.query('drop table floor_rows')
await client.end()
process.stdout.write(JSON.stringify({ ms, rows }))

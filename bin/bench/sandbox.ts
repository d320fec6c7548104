import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { root } from '../platform/paths.ts'
import { median, type Figure } from './measure.ts'

interface Access {
  baseUrl: string
  organizationId: string
  accessToken: string
}

interface Page {
  data: { accountId?: string; id?: string; groups?: unknown[] }[]
  links: { next?: string | null }
}

/** The sandbox as large as it gets: start, memory, and how fast it answers to another process. */
export async function measureSandbox(): Promise<Figure[]> {
  const startedAt = performance.now()
  const child = spawn(
    process.execPath,
    [path.join(root, 'bin/sandbox.mjs'), '--accounts=150000', '--groups=2000', '--sites=3', '--seed=7'],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  )
  try {
    const access = await readLine(child)
    const startMs = performance.now() - startedAt
    const memoryAtStart = residentMb(child)
    return [
      { name: 'sandbox.start', value: startMs / 1000, unit: 's', goal: '≤ 15' },
      { name: 'sandbox.memory.start', value: memoryAtStart, unit: 'MB', goal: '≤ 1500' },
      ...(await measureAnswers(access)),
      { name: 'sandbox.memory.walked', value: residentMb(child), unit: 'MB', goal: '≤ 1500' },
    ]
  } finally {
    child.kill()
  }
}

function readLine(child: ChildProcess): Promise<Access> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(JSON.parse(text))
    })
    child.once('exit', () => reject(new Error('The sandbox did not start.')))
  })
}

/** In megabytes, as the system counts it. */
function residentMb({ pid }: ChildProcess): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) / 1024
}

async function measureAnswers({ baseUrl, organizationId, accessToken }: Access): Promise<Figure[]> {
  const directory = `/v2/orgs/${organizationId}/directories/-`
  const authorization = `Bearer ${accessToken}`
  async function call(method: string, at: string, body: object | null): Promise<{ ms: number; page: Page }> {
    const sentAt = performance.now()
    const init = body === null ? {} : { body: JSON.stringify(body) }
    const response = await fetch(baseUrl + at, { method, headers: { authorization }, ...init })
    const page: Page = await response.json()
    return { ms: performance.now() - sentAt, page }
  }
  async function walk(at: string, body: object) {
    const times: number[] = []
    const rows: Page['data'] = []
    for (let cursor: string | null = null; ;) {
      const { ms, page }: { ms: number; page: Page } = await call('POST', at, {
        ...body,
        ...(cursor === null ? {} : { cursor }),
      })
      times.push(ms)
      rows.push(...page.data)
      cursor = page.links.next ?? null
      if (cursor === null) return { times, rows }
    }
  }

  const expand = ['platformRoles', 'groups', 'productAccess', 'counts.resources']
  const users = await walk(`${directory}/users/search`, { limit: 100, expand })
  const memberships = users.rows.reduce((sum, user) => sum + (user.groups?.length ?? 0), 0)
  const groups = await walk(`${directory}/groups/search`, {
    limit: 100,
    expand: ['counts.users', 'counts.resources'],
  })
  const workspaces = await call('POST', `/v2/orgs/${organizationId}/workspaces`, { limit: 1000 })
  const resourceIds = [workspaces.page.data[0]?.id ?? '']
  const holders = await walk(`${directory}/users/search`, {
    limit: 100,
    resourceIds,
    roleIds: ['atlassian/user'],
  })
  const roles: number[] = []
  for (const { accountId } of users.rows.slice(0, 500)) {
    roles.push((await call('GET', `${directory}/users/${accountId}/role-assignments`, null)).ms)
  }
  return [
    { name: 'sandbox.accounts', value: users.rows.length, unit: '', goal: null },
    { name: 'sandbox.memberships', value: memberships, unit: '', goal: null },
    {
      name: 'sandbox.users_search.median',
      value: median(users.times),
      unit: 'ms',
      goal: '≤ 10, all expanded',
    },
    { name: 'sandbox.holders.median', value: median(holders.times), unit: 'ms', goal: null },
    { name: 'sandbox.groups_search.median', value: median(groups.times), unit: 'ms', goal: null },
    { name: 'sandbox.role_assignments.median', value: median(roles), unit: 'ms', goal: null },
  ]
}

import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import type { Page, PageKey } from '#lib/platform/db/keyset.ts'
import { getProgress } from '../queries.ts'
import { getRun, listRunChanges, listRunLog, listRuns } from '../run-queries.ts'

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
})
afterAll(async () => {
  await sandbox.close()
})

/** All rows from the first page to the last, after the way back has shown the same. */
async function walk<T>(read: (at: PageKey) => Promise<Page<T>>): Promise<T[]> {
  const pages: Page<T>[] = []
  for (let at: PageKey | null = {}; at;) {
    const page: Page<T> = await read(at)
    pages.push(page)
    at = page.after === null ? null : { after: page.after }
  }
  for (let index = pages.length - 1; index > 0; index -= 1) {
    const page = await read({ before: pages[index]?.before ?? undefined })
    expect(page.rows).toEqual(pages[index - 1]?.rows)
  }
  expect(pages[0]?.before).toBeNull()
  return pages.flatMap(({ rows }) => rows)
}

test('everything that a run has changed is listed, each change once, and as many as are counted', async () => {
  const { owner, runId } = connected
  const all = await walk((at) => listRunChanges(owner, runId, at))
  const { total, counts } = await listRunChanges(owner, runId)
  expect(total).toBeGreaterThan(1000)
  expect(all).toHaveLength(total)
  expect(new Set(all.map(({ id, object }) => `${object} ${id}`)).size).toBe(total)
  const entitlements = counts.find(({ kind }) => kind === 'entitlements')
  expect(all.filter(({ object }) => object === 'entitlement')).toHaveLength(entitlements?.added ?? 0)
})

test('losses come first, then what changed, then what is new', async () => {
  const [leaver, renamed] = [...sandbox.model.accounts.values()].filter(({ groups }) => groups.size > 1)
  const accountId = leaver?.accountId ?? ''
  sandbox.model.apply({ type: 'remove-account', accountId })
  sandbox.model.apply({ type: 'rename', accountId: renamed?.accountId ?? '', name: 'Renamed Person' })
  sandbox.model.apply({
    type: 'add-account',
    accountId: 'new-1',
    name: 'New Person',
    email: 'new@acme.example',
  })
  const { id } = await syncAgain(connected)
  const all = await walk((at) => listRunChanges(connected.owner, id, at))
  const changes = all.map(({ change }) => change)
  expect([...new Set(changes)].filter((change) => change !== 'removed')).toEqual(['lost', 'changed', 'added'])
  expect(all.filter(({ name }) => name === 'Renamed Person')).toMatchObject([{ change: 'changed' }])
  expect(all.at(-1)).toMatchObject({ name: 'New Person', change: 'added', detail: 'new@acme.example' })
})

test('every line of a log can be read', async () => {
  const { owner, runId } = connected
  const lines = Array.from({ length: 450 }, (_, index) => ({
    runId,
    level: 'info' as const,
    message: `Line ${index}`,
  }))
  await db().syncLogEntry.createMany({ data: lines })
  const all = await walk((at) => listRunLog(owner, runId, at))
  const stored = await db().syncLogEntry.findMany({ where: { runId }, orderBy: { id: 'asc' } })
  expect(all.map(({ message }) => message)).toEqual(stored.map(({ message }) => message))
  const run = await getRun(owner, runId)
  expect(run.logTotal).toBe(stored.length)
  expect(run.log.at(-1)?.message).toBe('Line 449')
})

test('every run of a connector can be found, newest first', async () => {
  const { owner, connectorId } = connected
  const runs = Array.from({ length: 130 }, (_, index) => ({
    connectorId,
    status: 'succeeded' as const,
    trigger: 'schedule',
    createdAt: new Date(Date.UTC(2026, 0, 1 + Math.floor(index / 3))), // several at the same time
    finishedAt: new Date(),
  }))
  await db().syncRun.createMany({ data: runs })
  const all = await walk((at) => listRuns(owner, connectorId, at))
  const stored = await db().syncRun.findMany({
    where: { connectorId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  expect(all.map(({ id }) => id)).toEqual(stored.map(({ id }) => id))
  expect((await getProgress(owner, connectorId)).runsTotal).toBe(stored.length)
})

test('a stranger finds none of it, and a key that somebody typed is the first page', async () => {
  const { owner, connectorId, runId } = connected
  const stranger = await createPerson('Mallory Stranger')
  const refused = { code: 'not_found' }
  await expect(listRuns(stranger, connectorId, {})).rejects.toMatchObject(refused)
  await expect(listRunChanges(stranger, runId)).rejects.toMatchObject(refused)
  await expect(listRunLog(stranger, runId, {})).rejects.toMatchObject(refused)
  for (const list of [listRunChanges, listRunLog]) {
    expect((await list(owner, runId, { after: 'nonsense' })).before).toBeNull()
  }
})

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { nothingWrong, settle } from '#e2e/fixtures/histories.ts'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { db } from '#lib/platform/db/client.ts'
import { runSync } from './run-sync.ts'
import { startSync } from './start-sync.ts'

const never = new AbortController().signal

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
})
afterEach(async () => {
  await db().$executeRaw`drop function fail_now cascade`
})
afterAll(async () => {
  await sandbox.close()
})

/** Has the database do something to whoever writes to a table. */
async function failAt(table: string, statement: string): Promise<void> {
  await db().$executeRawUnsafe(
    `create function fail_now() returns trigger language plpgsql as $$ begin ${statement}; return new; end $$`,
  )
  const when = table === 'SyncPhaseRun' ? `when (new.status = 'succeeded')` : ''
  await db().$executeRawUnsafe(
    `create trigger fail_now before insert or update on "${table}" for each row ${when} execute function fail_now()`,
  )
}

const raise = (code: string) => `raise exception 'made for a test' using errcode = '${code}'`
const terminate = 'perform pg_terminate_backend(pg_backend_pid())'

async function renameAndSync(): Promise<{ runId: string; syncing: Promise<void> }> {
  const [accountId] = sandbox.model.accounts.keys()
  sandbox.model.apply({ type: 'rename', accountId: accountId ?? '', name: `Name ${performance.now()}` })
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  return { runId, syncing: runSync(runId, never) }
}

test.each([
  ['a deadlock while changes are written', 'Account', raise('40P01')],
  ['a deadlock while a phase is ended', 'SyncPhaseRun', raise('40P01')],
  ['a conflict of transactions', 'Account', raise('40001')],
  ['a connection that ends while pages are staged', 'StagedAccount', terminate],
  ['a connection that ends while changes are written', 'Account', terminate],
  ['a connection that ends while a phase is ended', 'SyncPhaseRun', terminate],
])('%s is no failure: the run is given out again and goes on', async (_, table, statement) => {
  await failAt(table, statement)
  const { runId, syncing } = await renameAndSync()
  await expect(syncing).rejects.toBeInstanceOf(Error)
  const given = await db().syncRun.findUniqueOrThrow({ where: { id: runId } })
  expect(given).toMatchObject({ finishedAt: null, errorMessage: null })
  await db().$executeRawUnsafe(`drop trigger fail_now on "${table}"`)
  await runSync(runId, never)
  const run = await db().syncRun.findUniqueOrThrow({ where: { id: runId }, include: { log: true } })
  expect(run.status).toBe('succeeded')
  expect(run.log.map((line) => line.message)).toContain('Goes on where it stopped.')
  expect(await settle(sandbox, connected)).toEqual(nothingWrong)
})

test('two slices that have waited for each other are no reason to begin again: one is written once more', async () => {
  await db().$executeRaw`create sequence times`
  await failAt('Grant', `if nextval('times') = 1 then ${raise('40P01')}; end if`)
  const [accountId] = sandbox.model.accounts.keys()
  sandbox.model.apply({ type: 'create-group', groupId: 'new', name: 'New', description: '' })
  sandbox.model.apply({ type: 'add-member', accountId: accountId ?? '', groupId: 'new' })
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  await runSync(runId, never)
  await db().$executeRaw`drop sequence times cascade`
  expect(await db().syncRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
    status: 'succeeded',
  })
  expect(await settle(sandbox, connected)).toEqual(nothingWrong)
})

test('what is wrong with the program itself ends the run at once', async () => {
  await failAt('Account', raise('22012'))
  const { runId, syncing } = await renameAndSync()
  await syncing
  const run = await db().syncRun.findUniqueOrThrow({ where: { id: runId } })
  expect(run).toMatchObject({ status: 'failed', errorKind: 'internal' })
})

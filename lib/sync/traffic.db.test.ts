import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { startRecorder, type Recorder } from '#e2e/fixtures/recorder.ts'
import { accountOf, createDesk } from '#e2e/fixtures/requests.ts'
import { db } from '#lib/platform/db/client.ts'

/** What is sent to the vendor, what is kept of its answers, and what is written when they say nothing new. */

let sandbox: Organization
let recorder: Recorder
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 60, groups: 24, sites: 1 })
  recorder = await startRecorder(sandbox.baseUrl)
  process.env['ATLASSIAN_API_URL'] = recorder.baseUrl
  connected = await connectOrganization(sandbox)
})
beforeEach(() => {
  recorder.calls.length = 0
})
afterEach(async () => {
  await sandbox.control('DELETE', 'faults')
})
afterAll(async () => {
  recorder.stop()
  await sandbox.close()
})

test('roles are asked of the groups that carry any, once each, and of no account', async () => {
  expect((await syncAgain(connected)).status).toBe('succeeded')
  const asked = recorder.calls.flatMap(
    ({ path }) => /\/groups\/([^/]+)\/role-assignments$/.exec(path)?.[1] ?? [],
  )
  const carrying = [...sandbox.model.groups.values()].filter((group) => group.roles.size > 0)
  expect(asked.map(decodeURIComponent).toSorted()).toEqual(carrying.map((group) => group.id).toSorted())
  expect(carrying.length).toBeLessThan(sandbox.model.groups.size)
  expect(recorder.calls.filter(({ path }) => /\/users\/[^/]+\/role-assignments$/.test(path))).toEqual([])
})

test('after a grant and after a revocation only the account that it is about is read', async () => {
  const grace = await createPerson('Grace Hopper')
  const { externalId } = await accountOf(grace)
  const desk = createDesk(connected, grace)
  const granted = await desk.carryOut(await desk.approve('Confluence · acme', 'atlassian/user'))
  expect(granted.status).toBe('granted')
  expect((await desk.takeAway('Confluence · acme', 'atlassian/user')).status).toBe('revoked')
  const others = recorder.calls.filter(
    ({ path, body }) =>
      !path.includes(`/users/${encodeURIComponent(externalId)}/`) &&
      !(path.endsWith('/users/search') && JSON.stringify(body).includes(`"accountIds":["${externalId}"]`)),
  )
  expect(others).toEqual([])
  expect(recorder.calls.length).toBeGreaterThan(3)
})

test('an access token that an answer repeats is in nothing that is kept of the run', async () => {
  const { accessToken } = sandbox
  const detail = `The token ${accessToken} was refused.`
  for (const [endpoint, status] of [
    ['GET /v2/orgs/{orgId}/directories/{directoryId}/users/count', 403],
    ['GET /v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/role-assignments', 400],
  ]) {
    const body = {
      code: accessToken,
      message: detail,
      errors: [{ code: accessToken, title: detail, detail }],
    }
    await sandbox.control('POST', 'faults', { endpoint, status, body, count: 50 })
  }
  const run = await syncAgain(connected)
  expect(run.status).toBe('partly_succeeded')
  expect(run.log.filter((line) => line.level !== 'info').length).toBeGreaterThan(1)
  const kept = await db().$queryRaw<{ text: string }[]>`
    select l::text as text from "SyncLogEntry" l
    union all select p::text from "SyncPhaseRun" p union all select r::text from "SyncRun" r
    union all select a::text from "AuditEvent" a union all select j.data::text from pgboss.job j`
  const text = kept.map((row) => row.text).join('\n')
  expect(text).toContain('was refused.')
  expect(text).not.toContain(accessToken)
})

test('a sync that reads nothing new leaves every row where it is', async () => {
  const read = async () =>
    db().$queryRaw<{ row: string }[]>`
      select 'account ' || ctid || ' ' || xmin || ' ' || id as row from "Account"
      union all select 'grant ' || ctid || ' ' || xmin || ' ' || id from "Grant"
      union all select 'entitlement ' || ctid || ' ' || xmin || ' ' || id from "Entitlement"
      union all select 'resource ' || ctid || ' ' || xmin || ' ' || id from "Resource"
      union all select 'change ' || ctid || ' ' || xmin || ' ' || id from "InventoryChange"
      order by 1`
  await syncAgain(connected)
  const before = await read()
  expect((await syncAgain(connected)).status).toBe('succeeded')
  expect(await read()).toEqual(before)
})

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { listNotices } from '#lib/notifications/queries.ts'
import { markNoticesRead } from '#lib/notifications/mark-notices-read.ts'
import { notifyOfSync } from '#lib/notifications/notify-of-sync.ts'
import { db } from '#lib/platform/db/client.ts'
import { getProgress } from '../queries.ts'
import { pruneSyncLogs } from './prune-sync-logs.ts'
import { runSync } from '../run-sync.ts'
import { startSync } from '../start-sync.ts'
import { orderDueSyncs } from './order-due-syncs.ts'
import { setPaused } from './set-paused.ts'
import { setSchedule } from './set-schedule.ts'

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
})
afterEach(async () => {
  await sandbox.control('DELETE', 'faults')
})
afterAll(async () => {
  await sandbox.close()
})

const unfinished = () => db().syncRun.findMany({ where: { finishedAt: null } })
/** Due again, an hour after all starts so far. */
async function setDue(minutesAgo: number): Promise<void> {
  await db().$executeRaw`update "SyncRun" set "startedAt" = "startedAt" - interval '1 hour'`
  await db().connector.update({
    where: { id: connected.connectorId },
    data: { nextSyncAt: new Date(Date.now() - minutesAgo * 60_000) },
  })
}
const nextSyncAt = async () =>
  (await db().connector.findUniqueOrThrow({ where: { id: connected.connectorId } })).nextSyncAt?.getTime() ??
  0

describe('a connector', () => {
  test('is synced every hour unless somebody says otherwise', async () => {
    const inMinutes = ((await nextSyncAt()) - Date.now()) / 60_000
    expect(inMinutes).toBeGreaterThan(58)
    expect(inMinutes).toBeLessThan(66)
    await orderDueSyncs()
    expect(await unfinished()).toEqual([])
  })

  test('that is due gets one sync, however many times were missed, and not a second while it runs', async () => {
    await setDue(600)
    await orderDueSyncs()
    const [run, ...others] = await unfinished()
    expect(run).toMatchObject({ trigger: 'schedule', requestedById: null })
    expect(others).toEqual([])
    await setDue(1)
    await orderDueSyncs()
    expect(await unfinished()).toHaveLength(1)
    expect(await nextSyncAt()).toBeGreaterThan(Date.now())
    await runSync(run?.id ?? '', new AbortController().signal)
    expect(await unfinished()).toEqual([])
  })

  test('that two workers look at at once is synced once', async () => {
    await setDue(1)
    await Promise.all([orderDueSyncs(), orderDueSyncs(), orderDueSyncs()])
    const runs = await unfinished()
    expect(runs).toHaveLength(1)
    await runSync(runs[0]?.id ?? '', new AbortController().signal)
  })

  test('that is paused is not synced, and goes on when it is resumed', async () => {
    const { owner, connectorId } = connected
    await setPaused(owner, { connectorId, paused: true })
    expect((await getProgress(owner, connectorId)).status).toBe('Paused')
    await orderDueSyncs()
    expect(await unfinished()).toEqual([])
    await expect(startSync(owner, { connectorId })).rejects.toMatchObject({ code: 'conflict' })
    await setPaused(owner, { connectorId, paused: false })
    expect(await nextSyncAt()).toBeGreaterThan(Date.now())
    expect((await syncAgain(connected)).status).toBe('succeeded')
  })
})

describe('a schedule', () => {
  const asForm = (change: object) => ({
    connectorId: connected.connectorId,
    kind: 'interval' as const,
    everyMinutes: 30,
    cron: '',
    timeZone: 'Europe/Berlin',
    ...change,
  })

  test('of minutes, or of times of day in a time zone, is stored', async () => {
    await setSchedule(connected.owner, asForm({}))
    expect(((await nextSyncAt()) - Date.now()) / 60_000).toBeLessThan(34)
    const anHourAgo = new Date(Date.now() - 3_600_000)
    await db().syncRun.updateMany({ data: { createdAt: anHourAgo, startedAt: anHourAgo } })
    await setSchedule(connected.owner, asForm({ kind: 'cron', cron: ' 30  6 * * 1-5 ' }))
    const stored = await db().connector.findUniqueOrThrow({ where: { id: connected.connectorId } })
    expect(stored).toMatchObject({ syncCron: '30 6 * * 1-5', syncTimeZone: 'Europe/Berlin' })
    const clock = new Date(stored.nextSyncAt ?? 0).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' })
    expect(clock).toMatch(/^06:3[01]/)
  })

  test('of every five minutes leaves them also after a start that was late, and when it is set anew', async () => {
    const run = await syncAgain(connected)
    const earliest = run.createdAt.getTime() + 5 * 60_000
    await setSchedule(connected.owner, asForm({ kind: 'cron', cron: '*/5 * * * *' }))
    expect(await nextSyncAt()).toBeGreaterThanOrEqual(earliest)
    await setDue(1)
    await orderDueSyncs()
    const [due] = await unfinished()
    expect(await nextSyncAt()).toBeGreaterThanOrEqual((due?.createdAt.getTime() ?? Infinity) + 5 * 60_000)
    await runSync(due?.id ?? '', new AbortController().signal)
  })

  test('leaves them also after a sync that was ordered in time and began late', async () => {
    await setSchedule(connected.owner, asForm({ kind: 'cron', cron: '*/5 * * * *' }))
    await setDue(1)
    await orderDueSyncs()
    const [late] = await unfinished()
    const runId = late?.id ?? ''
    await db().$executeRaw`
      update "SyncRun" set "createdAt" = "createdAt" - interval '4 minutes' where id = ${runId}::uuid`
    await runSync(runId, new AbortController().signal)
    const { startedAt } = await db().syncRun.findUniqueOrThrow({ where: { id: runId } })
    await db().connector.update({ where: { id: connected.connectorId }, data: { nextSyncAt: new Date() } })
    await orderDueSyncs()
    expect(await unfinished()).toEqual([])
    expect(await nextSyncAt()).toBe((startedAt?.getTime() ?? 0) + 5 * 60_000)
  })

  test.each([
    ['cron', { kind: 'cron', cron: '* * * * *' }],
    ['cron', { kind: 'cron', cron: 'H 6 * * *' }],
    ['cron', { kind: 'cron', cron: 'every day' }],
    ['timeZone', { kind: 'cron', cron: '0 6 * * *', timeZone: 'Middle/Earth' }],
  ])('with a wrong %s is refused there', async (field, change) => {
    await expect(setSchedule(connected.owner, asForm(change))).rejects.toMatchObject({
      code: 'invalid',
      fieldErrors: { [field]: expect.any(String) },
    })
  })

  test('below five minutes is refused', async () => {
    await expect(setSchedule(connected.owner, asForm({ everyMinutes: 4 }))).rejects.toThrow(
      'At least 5 minutes',
    )
  })

  test('and pauses are for those who manage the connector', async () => {
    const reader = await createPerson('Rita Reader', ['read_only_administrator'])
    const { connectorId } = connected
    await expect(setSchedule(reader, asForm({}))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(setPaused(reader, { connectorId, paused: true })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('owners', () => {
  const told = () =>
    db().$queryRaw<{ data: { runId: string; about: 'failing' | 'held' | 'settled' } }[]>`
      select data from pgboss.job where name = 'notify-of-sync' order by created_on`

  test('are told of three failures in a row, once, and of nothing less', async () => {
    const groups = 'POST /v2/orgs/{orgId}/directories/{directoryId}/groups/search'
    await sandbox.control('POST', 'faults', { endpoint: groups, status: 401, count: 100 })
    await syncAgain(connected)
    await syncAgain(connected)
    expect(await told()).toEqual([])
    const third = await syncAgain(connected)
    await syncAgain(connected)
    const jobs = await told()
    expect(jobs.map((job) => job.data)).toEqual([{ runId: third.id, about: 'failing' }])
    await notifyOfSync(third.id, 'failing')
    await notifyOfSync(third.id, 'failing')
    const { notices, unread } = await listNotices(connected.owner)
    expect(unread).toBe(1)
    expect(notices[0]).toMatchObject({
      title: 'Acme Industries has failed to sync three times in a row',
      href: `/connectors/${connected.connectorId}/runs/${third.id}`,
      isRead: false,
    })
    await sandbox.control('DELETE', 'faults')
    const good = await syncAgain(connected)
    expect((await told()).at(-1)?.data).toEqual({ runId: good.id, about: 'settled' })
    await notifyOfSync(good.id, 'settled')
    expect(await listNotices(connected.owner)).toMatchObject({ unread: 0, notices: [{ isDone: true }] })
    await db().notification.updateMany({ data: { resolvedAt: null } })
    await markNoticesRead(connected.owner)
    expect((await listNotices(connected.owner)).unread).toBe(0)
    const stranger = await createPerson('Mallory Stranger')
    expect((await listNotices(stranger)).notices).toEqual([])
  })
})

test('log lines go after the days they are kept for; the runs stay', async () => {
  const runs = await db().syncRun.count()
  expect(await pruneSyncLogs()).toBe(0)
  const lines = await db().syncLogEntry.count()
  expect(await pruneSyncLogs(new Date(Date.now() + 91 * 86_400_000))).toBe(lines)
  expect(await db().syncRun.count()).toBe(runs)
})

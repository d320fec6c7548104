import { expect, test } from 'vitest'
import { closeQueue, enqueue } from '#lib/jobs/enqueue.ts'
import { db, transaction } from '#lib/platform/db/client.ts'

test('each test file has the migrated schema and the job queues to itself', async () => {
  expect(await db().auditEvent.count()).toBe(0)
  await transaction((tx) => enqueue(tx, 'run-sync', { runId: crypto.randomUUID() }))
  const jobs = await db().$queryRaw<{ name: string }[]>`select name from pgboss.job`
  expect(jobs).toEqual([{ name: 'run-sync' }])
  await closeQueue()
})

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { MailServer } from '#e2e/fixtures/mail-server.ts'
import {
  beginWithMailServer,
  endMailServer,
  notice,
  openIdleQueue,
  readMail,
  tell,
} from '#e2e/fixtures/mails.ts'
import { createPerson } from '#e2e/fixtures/people.ts'

/** The worker as it is started in production, killed while it sends. */

let server: MailServer
let closeIdleQueue: () => Promise<void>
const workers: ChildProcess[] = []

beforeAll(async () => {
  closeIdleQueue = await openIdleQueue()
  server = await beginWithMailServer()
})
afterAll(async () => {
  await Promise.all(workers.map(kill))
  await endMailServer(server)
  await closeIdleQueue()
})

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    stdio: 'ignore',
    env: process.env,
  })
  workers.push(worker)
  return worker
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  await gone
}

test('before the text the next worker sends it, after it a person decides: no mail arrives twice', async () => {
  const grace = await createPerson('Grace Hopper')
  const never = new Promise<void>(() => undefined)
  server.plan.push({ at: 'receiver', until: never }, { at: 'text', until: never })
  const before = await tell(grace.userId, { ...notice, kind: 'before', title: 'Before' })
  const first = startWorker()
  await vi.waitFor(() => expect(server.plan).toHaveLength(1), { timeout: 20_000 })
  const after = await tell(grace.userId, { ...notice, kind: 'after', title: 'After' })
  await vi.waitFor(() => expect(server.plan).toEqual([]), { timeout: 20_000 })
  await kill(first)
  expect(await readMail(before)).toMatchObject({ state: 'sending', handedOverAt: null })
  expect(await readMail(after)).toMatchObject({ state: 'sending', handedOverAt: expect.any(Date) })
  startWorker()
  await vi.waitFor(
    async () => {
      expect(await readMail(before)).toMatchObject({ state: 'sent', attempts: 2 })
      expect(await readMail(after)).toMatchObject({ state: 'unknown', attempts: 1 })
    },
    { timeout: 80_000, interval: 200 },
  )
  expect(server.taken.map(({ subject }) => subject)).toEqual(['Before'])
}, 120_000)

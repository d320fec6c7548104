import { fromPrisma, PgBoss } from 'pg-boss'
import type { Tx } from '#lib/platform/db/client.ts'
import { env } from '#lib/platform/env.ts'
import { log } from '#lib/platform/log.ts'
import { catalogue, type JobName, type JobPayload } from './catalogue.ts'

const kept = globalThis as typeof globalThis & { rolecallSender?: Promise<PgBoss> | undefined }

async function openSender(): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    max: 2,
    supervise: false,
    schedule: false,
    useListenNotify: true,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'job queue'))
  await boss.start()
  return boss
}

function sender(): Promise<PgBoss> {
  kept.rolecallSender ??= openSender().catch((error: unknown) => {
    kept.rolecallSender = undefined
    throw error
  })
  return kept.rolecallSender
}

/**
 * Puts a job into the queue in the transaction that decides it: it exists if and only if that commits.
 * @param startAfterSeconds wait before the first try.
 */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: JobPayload<N>,
  startAfterSeconds = 0,
): Promise<void> {
  const boss = await sender()
  const data = catalogue[name].schema.parse(payload)
  await boss.send(name, data, { db: fromPrisma(tx), startAfter: startAfterSeconds })
}

/** Lets a process end; the next `enqueue` opens the queue again. */
export async function closeQueue(): Promise<void> {
  const boss = await kept.rolecallSender
  kept.rolecallSender = undefined
  await boss?.stop({ graceful: false })
}

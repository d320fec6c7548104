import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'
import type { Prisma } from './generated/client.ts'
import { env } from '../env.ts'

const kept = globalThis as typeof globalThis & { rolecallPrisma?: PrismaClient }

/** The process's database client; one pool of ten connections, made at first use. */
export function db(): PrismaClient {
  kept.rolecallPrisma ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 10 }),
  })
  return kept.rolecallPrisma
}

/** Closes the pool; the next `db()` opens a new one. */
export async function closeDb(): Promise<void> {
  const client = kept.rolecallPrisma
  delete kept.rolecallPrisma
  await client?.$disconnect()
}

/** The database's clock, to the millisecond: what is compared with stored instants is measured by it. */
export async function readClock(): Promise<Date> {
  const [row] = await db().$queryRaw<
    [{ at: Date }]
  >`select date_trunc('milliseconds', clock_timestamp()) as at`
  return row.at
}

/** A transaction's client, or the plain one for reads. */
export type Tx = Prisma.TransactionClient

/**
 * Runs `work` in one transaction.
 * @param timeoutMs upper bound for the whole transaction.
 */
export function transaction<T>(work: (tx: Tx) => Promise<T>, timeoutMs = 15_000): Promise<T> {
  return db().$transaction(work, { timeout: timeoutMs, maxWait: 10_000 })
}

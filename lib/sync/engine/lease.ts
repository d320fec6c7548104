import { Prisma } from '#lib/platform/db/generated/client.ts'
import { openSession, type Session } from '#lib/platform/db/session.ts'

/** Another execution works on the connector; the job is given out again a little later. */
export class LeaseTaken extends Error {
  override readonly name = 'LeaseTaken'
}

/** Any number, so that the locks of connectors are nobody else's. */
const leaseSpace = 7_236_551

/**
 * Opens a session that alone may work on the connector until it is closed, or its process or its connection is gone.
 * @throws LeaseTaken
 */
export async function takeLease(connectorId: string): Promise<Session> {
  const session = await openSession()
  try {
    const [lock] = await session.query<{ taken: boolean }>(
      Prisma.sql`select pg_try_advisory_lock(${leaseSpace}::int, hashtext(${connectorId})) as taken`,
    )
    if (lock?.taken) return session
  } catch (error) {
    await session.close()
    throw error
  }
  await session.close()
  throw new LeaseTaken('Another sync of this connector is at work.')
}

import { db, transaction } from '#lib/platform/db/client.ts'
import { verifyPassword } from '#lib/platform/secrets/password.ts'
import { SignIn } from './schema.ts'

const freeTries = 5
const maxWaitMs = 60_000

/** How long after the last wrong password the next try is heard: 0 for the first five, then doubling up to a minute. */
export function signInWaitMs(failedSignIns: number): number {
  return failedSignIns < freeTries ? 0 : Math.min(1000 * 2 ** (failedSignIns - freeTries), maxWaitMs)
}

export type PasswordCheck =
  | { ok: true; userId: string; name: string; email: string }
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'wait'; waitMs: number }

/**
 * Checks e-mail and password of an active person. An unknown e-mail takes as long as a wrong password. Every try counts as
 * wrong before it is looked at, so that many at the same moment are no more than the free ones; a session that opens
 * forgets them.
 */
export async function checkPassword(raw: SignIn): Promise<PasswordCheck> {
  const input = SignIn.safeParse(raw)
  if (!input.success) return { ok: false, reason: 'wrong' }
  const { email, password } = input.data
  const user = await db().user.findUnique({ where: { email } })
  if (user) {
    const waitMs = await countTry(user.id)
    if (waitMs > 0) return { ok: false, reason: 'wait', waitMs }
  }
  const right = await verifyPassword(password, user?.passwordHash ?? null)
  if (!user || !right || user.status !== 'active') return { ok: false, reason: 'wrong' }
  return { ok: true, userId: user.id, name: user.name, email: user.email }
}

/** Counts a try that may be heard now. @returns how long it has to wait otherwise, in milliseconds; 0 when it was counted. */
async function countTry(userId: string): Promise<number> {
  return transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "User" where id = ${userId}::uuid for update`
    const { failedSignIns, lastFailedAt } = await tx.user.findUniqueOrThrow({ where: { id: userId } })
    const now = Date.now()
    const waitMs = lastFailedAt ? lastFailedAt.getTime() + signInWaitMs(failedSignIns) - now : 0
    if (waitMs > 0) return waitMs
    const data = { failedSignIns: { increment: 1 }, lastFailedAt: new Date(now) }
    await tx.user.update({ where: { id: userId }, data })
    return 0
  })
}

import { db } from '#lib/platform/db/client.ts'
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

/** Checks e-mail and password of an active person. An unknown e-mail takes as long as a wrong password. */
export async function checkPassword(raw: SignIn): Promise<PasswordCheck> {
  const input = SignIn.safeParse(raw)
  if (!input.success) return { ok: false, reason: 'wrong' }
  const user = await db().user.findUnique({ where: { email: input.data.email } })
  if (user?.lastFailedAt) {
    const waitMs = user.lastFailedAt.getTime() + signInWaitMs(user.failedSignIns) - Date.now()
    if (waitMs > 0) return { ok: false, reason: 'wait', waitMs }
  }
  const right = await verifyPassword(input.data.password, user?.passwordHash ?? null)
  if (!user || !right || user.status !== 'active') {
    if (user) {
      await db().user.update({
        where: { id: user.id },
        data: { failedSignIns: { increment: 1 }, lastFailedAt: new Date() },
      })
    }
    return { ok: false, reason: 'wrong' }
  }
  return { ok: true, userId: user.id, name: user.name, email: user.email }
}

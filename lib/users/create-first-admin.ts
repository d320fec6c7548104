import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { hashPassword } from '#lib/platform/secrets/password.ts'
import { FirstAdmin } from './schema.ts'

/**
 * Creates the first Super Administrator, who owns the installation.
 * @throws AppError forbidden once anybody exists: the door is closed for good.
 */
export async function createFirstAdmin(raw: FirstAdmin): Promise<{ userId: string }> {
  const input = FirstAdmin.parse(raw)
  const passwordHash = await hashPassword(input.password)
  return transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('create-first-admin'))`
    if ((await tx.user.count()) > 0) {
      throw new AppError(
        'forbidden',
        'The first administrator exists already. Sign in, or ask an administrator to invite you.',
      )
    }
    const user = await tx.user.create({
      data: {
        email: input.email,
        name: input.name,
        status: 'active',
        passwordHash,
        roles: { create: [{ role: 'super_administrator' }] },
      },
    })
    await recordEvent(tx, {
      event: 'user.first_admin_created',
      actor: { userId: user.id, name: user.name },
      subject: { type: 'user', id: user.id, name: user.name },
    })
    return { userId: user.id }
  })
}

import { recordEvent } from '#lib/audit/record-event.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import type { Actor } from './permissions.ts'
import { ChosenPerson } from './schema.ts'

/** Somebody who was chosen, as they are known now. */
export interface ResolvedPerson {
  userId: string
  name: string
  email: string
}

/**
 * The people that were chosen, each once, in the order of the choice. Who is not here yet is invited as a Basic User;
 * the mail that tells them of the choice carries the link. The caller has checked that the actor may choose.
 * @throws AppError invalid at `owners` for somebody who is disabled or not there any more.
 */
export async function inviteChosen(
  tx: Tx,
  actor: Actor,
  choices: readonly ChosenPerson[],
): Promise<ResolvedPerson[]> {
  const people = new Map<string, ResolvedPerson>()
  for (const choice of choices) {
    const chosen = ChosenPerson.parse(choice)
    const known = await tx.user.findUnique({
      where: 'userId' in chosen ? { id: chosen.userId } : { email: chosen.email },
    })
    if (known?.status === 'disabled' || (!known && 'userId' in chosen)) {
      const who = known?.name ?? 'One of the people'
      const message = `${who} cannot sign in any more. Choose somebody else.`
      throw new AppError('invalid', message, { owners: message })
    }
    const user = known ?? ('email' in chosen ? await invite(tx, actor, chosen) : null)
    if (user) people.set(user.id, { userId: user.id, name: user.name, email: user.email })
  }
  return [...people.values()]
}

async function invite(tx: Tx, actor: Actor, { email, name }: { email: string; name: string }) {
  const user = await tx.user.create({
    data: {
      email,
      name: name === '' ? email : name,
      status: 'invited',
      roles: { create: [{ role: 'basic_user' }] },
    },
  })
  await recordEvent(tx, {
    event: 'user.invited',
    actor,
    subject: { type: 'user', id: user.id, name: user.name },
    data: { email, roles: 'basic_user' },
  })
  return user
}

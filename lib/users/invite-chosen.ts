import { recordEvents } from '#lib/audit/record-event.ts'
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
  const chosen = choices.map((choice) => ChosenPerson.parse(choice))
  const names = new Map(chosen.flatMap((one) => ('email' in one ? [[one.email, one.name] as const] : [])))
  const ids = chosen.flatMap((one) => ('userId' in one ? [one.userId] : []))
  await invite(tx, actor, names)
  const users = [
    ...(await tx.user.findMany({ where: { id: { in: ids } } })),
    ...(await tx.user.findMany({ where: { email: { in: [...names.keys()] } } })),
  ]
  const known = new Map(users.flatMap((user) => [[user.id, user] as const, [user.email, user] as const]))
  const people = new Map<string, ResolvedPerson>()
  for (const one of chosen) {
    const user = known.get('userId' in one ? one.userId : one.email)
    if (!user || user.status === 'disabled') {
      const message = `${user?.name ?? 'One of the people'} cannot sign in any more. Choose somebody else.`
      throw new AppError('invalid', message, { owners: message })
    }
    people.set(user.id, { userId: user.id, name: user.name, email: user.email })
  }
  return [...people.values()]
}

/** By e-mail, always in the same order: two people who choose the same strangers at the same time invite them once. */
async function invite(tx: Tx, actor: Actor, names: ReadonlyMap<string, string>): Promise<void> {
  const here = await tx.user.findMany({
    where: { email: { in: [...names.keys()] } },
    select: { email: true },
  })
  const known = new Set(here.map(({ email }) => email))
  const strangers = [...names]
    .filter(([email]) => !known.has(email))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  if (strangers.length === 0) return
  const invited = await tx.user.createManyAndReturn({
    data: strangers.map(([email, name]) => ({
      email,
      name: name === '' ? email : name,
      status: 'invited' as const,
    })),
    skipDuplicates: true,
  })
  await tx.userRole.createMany({ data: invited.map(({ id: userId }) => ({ userId, role: 'basic_user' })) })
  await recordEvents(
    tx,
    invited.map(({ id, name, email }) => ({
      event: 'user.invited',
      actor,
      subject: { type: 'user', id, name },
      data: { email, roles: 'basic_user' },
    })),
  )
}

import { notify } from '#lib/notifications/notify.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { newId } from '#lib/platform/ids.ts'
import type { Actor } from '#lib/users/permissions.ts'

const kind = 'app-owner'

/** Tells people that they own these apps from now on, in one notice each; the actor knows. */
export async function tellNewOwners(
  tx: Tx,
  actor: Actor,
  userIds: readonly string[],
  apps: readonly { id: string; displayName: string; managed: boolean }[],
): Promise<void> {
  const others = userIds.filter((userId) => userId !== actor.userId)
  const [app, ...more] = apps
  if (others.length === 0 || !app) return
  const what = more.length === 0 ? app.displayName : `${apps.length} apps`
  const names = apps.slice(0, 10).map(({ displayName }) => displayName)
  const rest = apps.length - names.length
  await notify(tx, others, {
    kind,
    subjectId: more.length === 0 ? app.id : newId(),
    title: `You own ${what} now`,
    body:
      more.length === 0
        ? `${actor.name} has made you an owner of ${what}. Owners decide requests for its roles and look after its name, its owners and its access.`
        : `${actor.name} has made you an owner of ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}. Owners decide requests for roles and look after the app.`,
    href: more.length === 0 ? `/apps/${app.id}` : `/apps?view=${app.managed ? 'managed' : 'unmanaged'}`,
    action: more.length === 0 ? 'Open the app' : 'See the apps',
  })
}

/** Takes the word back from people who do not own the app any more; who owns it again is told again. */
export async function untellOwners(tx: Tx, userIds: readonly string[], appId: string): Promise<void> {
  await tx.notification.deleteMany({ where: { kind, subjectId: appId, userId: { in: [...userIds] } } })
}

import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { lockApp, requireFreeName, toSubject } from './lock-app.ts'
import { ChangeApp } from './schema.ts'

/**
 * Gives an app another name, description or icon.
 * @throws AppError not_found, forbidden; conflict at the name.
 */
export async function changeApp(actor: Actor, raw: ChangeApp): Promise<void> {
  const { appId, name, description, icon } = ChangeApp.parse(raw)
  await transaction(async (tx) => {
    const app = await lockApp(tx, actor, appId)
    if (app.displayName.toLowerCase() !== name.toLowerCase()) await requireFreeName(tx, name, appId)
    const after = { displayName: name, description: description === '' ? null : description, icon }
    const keys = (['displayName', 'description', 'icon'] as const).filter((key) => app[key] !== after[key])
    if (keys.length === 0) return
    await tx.app.update({ where: { id: appId }, data: after })
    await recordEvent(tx, {
      event: 'app.changed',
      actor,
      subject: toSubject({ id: appId, displayName: name }),
      appId,
      data: Object.fromEntries(
        keys.flatMap((key) => [
          [`${key}Before`, app[key]],
          [key, after[key]],
        ]),
      ),
    })
  })
}

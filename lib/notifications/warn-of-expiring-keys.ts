import { db, transaction } from '#lib/platform/db/client.ts'
import { findKeyWarning } from './key-warning.ts'
import { notify } from './notify.ts'

/**
 * Warns of keys that end soon, or have ended: the owners of the connector, where it has none those who run connectors.
 * Each warning is told once; the one before it, and those of an earlier key, then ask for nothing any more.
 */
export async function warnOfExpiringKeys(now = new Date()): Promise<void> {
  const connectors = await db().connector.findMany({
    select: {
      id: true,
      displayName: true,
      keyExpiresAt: true,
      deletedAt: true,
      app: { select: { deletedAt: true } },
      owners: { select: { userId: true }, where: { user: { status: { not: 'disabled' } } } },
    },
  })
  for (const { id, displayName, owners, app, ...connector } of connectors) {
    const isHere = connector.deletedAt === null && app.deletedAt === null
    const endsAt = isHere ? connector.keyExpiresAt : null
    const warning = endsAt && findKeyWarning(displayName, endsAt, now)
    await endOtherWarnings(id, warning?.kind ?? null)
    if (!warning) continue
    const isOwned = owners.length > 0
    const people = isOwned ? owners.map(({ userId }) => userId) : await listConnectorAdministrators()
    await transaction((tx) =>
      notify(tx, people, {
        ...warning,
        subjectId: id,
        href: `/connectors/${id}`,
        action: 'Replace the access token',
        reason: isOwned
          ? `You get this because you own the connector ${displayName}.`
          : `You get this because you run connectors and ${displayName} has no owner.`,
      }),
    )
  }
}

async function endOtherWarnings(connectorId: string, kind: string | null): Promise<void> {
  await db().notification.updateMany({
    where: {
      subjectId: connectorId,
      kind: { startsWith: 'key-expires-', ...(kind === null ? {} : { not: kind }) },
      resolvedAt: null,
    },
    data: { resolvedAt: new Date() },
  })
}

/** Where nobody has that role, those who have every right. */
async function listConnectorAdministrators(): Promise<string[]> {
  for (const role of ['connector_administrator', 'super_administrator'] as const) {
    const people = await db().user.findMany({
      where: { status: { not: 'disabled' }, roles: { some: { role } } },
      select: { id: true },
    })
    if (people.length > 0) return people.map(({ id }) => id)
  }
  return []
}

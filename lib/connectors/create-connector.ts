import { recordEvent } from '#lib/audit/record-event.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { newId } from '#lib/platform/ids.ts'
import { encryptSecret } from '#lib/platform/secrets/encrypt.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { toTested } from './connection/report.ts'
import type { ConnectionReport } from './contract.ts'

export interface NewConnector {
  appId: string
  kind: string
  displayName: string
  /** Null where the connector keeps it itself. */
  organizationId: string | null
  organizationName: string | null
  accessToken: string | null
  keyExpiresAt: Date | null
  provisionRoles: boolean
  provisionMemberships: boolean
  supportRequestedAt: Date | null
  supportRequestedById: string | null
  ownerIds: readonly string[]
  /** What the connection test has found. */
  report: ConnectionReport | null
}

/** Stores a connector of an app that is there. Credentials were checked before. */
export async function createConnector(
  tx: Tx,
  actor: Actor,
  input: NewConnector,
): Promise<{ connectorId: string }> {
  const { organizationId, organizationName, accessToken, ownerIds, report, ...facts } = input
  const connectorId = newId()
  await tx.connector.create({
    data: {
      ...facts,
      id: connectorId,
      config: organizationId === null ? {} : { organizationId, organizationName },
      ...(accessToken === null ? {} : toSecret(accessToken, connectorId, actor)),
      ...(report ? toTested(report) : {}),
      createdById: actor.userId,
      owners: { create: ownerIds.map((userId) => ({ userId })) },
    },
  })
  await recordEvent(tx, {
    event: 'connector.created',
    actor,
    subject: { type: 'connector', id: connectorId, name: input.displayName },
    appId: input.appId,
    data: {
      organizationId,
      provisionRoles: input.provisionRoles,
      provisionMemberships: input.provisionMemberships,
    },
  })
  return { connectorId }
}

function toSecret(accessToken: string, connectorId: string, actor: Actor) {
  return {
    secret: encryptSecret(accessToken, connectorId),
    secretHint: accessToken.slice(-4),
    secretSetAt: new Date(),
    secretSetById: actor.userId,
  }
}

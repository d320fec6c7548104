import { recordEvent } from '#lib/audit/record-event.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { newId } from '#lib/platform/ids.ts'
import { encryptSecret } from '#lib/platform/secrets/encrypt.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { toTested } from './connection/report.ts'
import type { ConnectionReport } from './contract.ts'

export interface NewConnector {
  appId: string
  displayName: string
  organizationId: string
  organizationName: string | null
  accessToken: string
  keyExpiresAt: Date | null
  provisionRoles: boolean
  provisionMemberships: boolean
  supportRequestedAt: Date | null
  supportRequestedById: string | null
  ownerIds: readonly string[]
  /** What the connection test has found. */
  report: ConnectionReport | null
}

/** Stores an Atlassian connector of an app that is there. Credentials were checked before. */
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
      kind: 'atlassian',
      config: { organizationId, organizationName },
      secret: encryptSecret(accessToken, connectorId),
      secretHint: accessToken.slice(-4),
      secretSetAt: new Date(),
      secretSetById: actor.userId,
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

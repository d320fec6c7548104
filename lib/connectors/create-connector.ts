import { recordEvent } from '#lib/audit/record-event.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { newId } from '#lib/platform/ids.ts'
import { encryptSecret } from '#lib/platform/secrets/encrypt.ts'
import type { Actor } from '#lib/users/permissions.ts'

export interface NewConnector {
  appName: string
  organizationId: string
  organizationName: string | null
  accessToken: string
  provisionRoles: boolean
  provisionMemberships: boolean
}

/** Stores a new managed app and its Atlassian connector; the actor owns both. Credentials were checked before. */
export async function createConnector(
  tx: Tx,
  actor: Actor,
  input: NewConnector,
): Promise<{ appId: string; connectorId: string }> {
  const connectorId = newId()
  const owner = { create: [{ userId: actor.userId }] }
  const app = await tx.app.create({ data: { displayName: input.appName, owners: owner } })
  await tx.connector.create({
    data: {
      id: connectorId,
      appId: app.id,
      kind: 'atlassian',
      displayName: input.organizationName ?? input.appName,
      config: { organizationId: input.organizationId, organizationName: input.organizationName },
      secret: encryptSecret(input.accessToken, connectorId),
      secretHint: input.accessToken.slice(-4),
      secretSetAt: new Date(),
      secretSetById: actor.userId,
      provisionRoles: input.provisionRoles,
      provisionMemberships: input.provisionMemberships,
      createdById: actor.userId,
      owners: owner,
    },
  })
  await recordEvent(tx, {
    event: 'connector.created',
    actor,
    subject: { type: 'connector', id: connectorId, name: input.organizationName ?? input.appName },
    appId: app.id,
    data: {
      organizationId: input.organizationId,
      provisionRoles: input.provisionRoles,
      provisionMemberships: input.provisionMemberships,
    },
  })
  return { appId: app.id, connectorId }
}

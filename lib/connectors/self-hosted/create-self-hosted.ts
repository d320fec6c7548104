import { recordEvent } from '#lib/audit/record-event.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { BatonConfig, batonKind } from '../baton/config.ts'

export interface NewSelfHosted {
  /** An app that is there already. */
  appId: string
  displayName: string
  ownerIds: readonly string[]
  /** Of Atlassian; null: not known. */
  organizationId: string | null
  provisionRoles: boolean
  provisionMemberships: boolean
}

/** Stores a connector that runs at the customer's. It has no credential before the first rotation. The caller has asked who may. */
export async function createSelfHosted(
  tx: Tx,
  actor: Actor,
  { ownerIds, organizationId, ...input }: NewSelfHosted,
): Promise<{ connectorId: string }> {
  const { provisionRoles, provisionMemberships } = input
  const connector = await tx.connector.create({
    data: {
      ...input,
      kind: batonKind,
      config: BatonConfig.parse({ organizationId }),
      createdById: actor.userId,
      owners: { create: [...new Set(ownerIds)].map((userId) => ({ userId })) },
    },
  })
  await recordEvent(tx, {
    event: 'connector.created',
    actor,
    subject: { type: 'connector', id: connector.id, name: connector.displayName },
    appId: connector.appId,
    data: { kind: batonKind, organizationId, provisionRoles, provisionMemberships },
  })
  return { connectorId: connector.id }
}

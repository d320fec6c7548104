import { createConnector } from '#lib/connectors/create-connector.ts'
import type { ConnectionReport } from '#lib/connectors/contract.ts'
import { createSelfHosted } from '#lib/connectors/self-hosted/create-self-hosted.ts'
import { notify } from '#lib/notifications/notify.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { decryptSecret } from '#lib/platform/secrets/encrypt.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { attachApp } from './attach-app.ts'
import { toDraftName, type StoredDraft } from './draft.ts'
import { requireNotConnected } from './require-not-connected.ts'

/**
 * The connector that a finished draft becomes, attached to its app. Its other owners are told.
 * @throws AppError invalid when the app is gone, or another connector reads the organization by now.
 */
export async function makeConnector(
  tx: Tx,
  actor: Actor,
  draft: StoredDraft,
  report: ConnectionReport | null,
): Promise<{ appId: string; connectorId: string }> {
  const ownerIds = draft.owners.map(({ userId }) => userId)
  const app = await attachApp(tx, actor, draft, ownerIds)
  const displayName = report?.organizationName ?? app.displayName
  const shared = {
    appId: app.id,
    displayName,
    ownerIds,
    provisionRoles: draft.provisionRoles,
    provisionMemberships: draft.provisionMemberships,
  }
  const { connectorId } =
    report && draft.organizationId !== null && draft.secret !== null
      ? await makeAtlassian(tx, actor, draft, {
          ...shared,
          report,
          organizationId: draft.organizationId,
          accessToken: decryptSecret(draft.secret, draft.id),
        })
      : await createSelfHosted(tx, actor, { ...shared, organizationId: null })
  await notify(
    tx,
    ownerIds.filter((userId) => userId !== actor.userId),
    {
      kind: 'setup-done',
      subjectId: draft.id,
      title: `${toDraftName(draft)} is set up`,
      body: `${actor.name} has finished the set-up. You are an owner of the connector ${displayName} of the app ${app.displayName}.`,
      href: `/connectors/${connectorId}`,
      action: 'Open the connector',
      from: actor,
    },
  )
  return { appId: app.id, connectorId }
}

type Shared = Pick<
  Parameters<typeof createConnector>[2],
  | 'appId'
  | 'displayName'
  | 'ownerIds'
  | 'provisionRoles'
  | 'provisionMemberships'
  | 'organizationId'
  | 'accessToken'
> & { report: ConnectionReport }

async function makeAtlassian(tx: Tx, actor: Actor, draft: StoredDraft, input: Shared) {
  await requireNotConnected(tx, input.organizationId)
  return createConnector(tx, actor, {
    ...input,
    organizationName: input.report.organizationName,
    keyExpiresAt: input.report.keyExpiresAt ?? draft.keyExpiresAt,
    supportRequestedAt: draft.supportRequestedAt,
    supportRequestedById: draft.supportRequestedById,
  })
}

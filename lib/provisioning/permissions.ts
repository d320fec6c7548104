import { canManageConnector } from '#lib/connectors/permissions.ts'
import { canRevokeIn } from '#lib/inventory/permissions.ts'
import type { Actor } from '#lib/users/permissions.ts'

/** Reading an account again spends calls and writes what it finds: for those who take access away, or run the syncs. */
export const canReread = (actor: Actor, account: { appId: string; connectorId: string }): boolean =>
  canRevokeIn(actor, account.appId) || canManageConnector(actor, account.connectorId)

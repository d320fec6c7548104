import { checkCredentials, parseCredentials, requirePassed } from '#lib/connectors/check-credentials.ts'
import { createConnector } from '#lib/connectors/create-connector.ts'
import { canCreateConnector } from '#lib/connectors/permissions.ts'
import { ConnectAtlassian } from '#lib/connectors/schema.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { orderRun } from './start-sync.ts'

/**
 * Connects an Atlassian organization as a new managed app that the actor owns, and orders its first sync. Atlassian is
 * asked first: with a wrong token, a wrong organization or no answer nothing is stored.
 * @throws AppError forbidden; invalid with the cause at the field.
 */
export async function connectAndSync(
  actor: Actor,
  raw: ConnectAtlassian,
): Promise<{ appId: string; connectorId: string; runId: string }> {
  requireAllowed(canCreateConnector(actor))
  const input = ConnectAtlassian.parse(raw)
  const credentials = parseCredentials(input)
  const report = await checkCredentials(credentials)
  requirePassed(report)
  return transaction(async (tx) => {
    const created = await createConnector(tx, actor, {
      appName: input.appName,
      provisionRoles: input.provisionRoles,
      provisionMemberships: input.provisionMemberships,
      organizationName: report.organizationName,
      ...credentials,
    })
    const { runId } = await orderRun(tx, actor, created.connectorId, 'set-up')
    return { ...created, runId }
  })
}

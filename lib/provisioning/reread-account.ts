import { ConnectorError } from '#lib/connectors/errors.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import { applyAccountAccess } from '#lib/inventory/apply-account-access.ts'
import { canReadApp } from '#lib/inventory/permissions.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'

const timeoutMs = 30_000

/**
 * Asks the connected system what one account holds now and how, and stores the answer. A sync only learns that a role is
 * held; beside a group that carries it, a direct assignment is seen only here.
 * @throws AppError not_found; unavailable with the cause when the other side does not answer; conflict when it no longer
 * knows the account.
 */
export async function rereadAccount(actor: Actor, { accountId }: { accountId: string }): Promise<void> {
  const account = await db().account.findUnique({ where: { id: accountId }, include: { connector: true } })
  if (!account || !canReadApp(actor, account.appId)) throw notFound('This account')
  const access = await readNow(account)
  if (!access.account) {
    throw new AppError(
      'conflict',
      `${account.displayName} is not there any more. Sync the connector to see what is.`,
    )
  }
  const { appId, connectorId } = account
  await transaction((tx) => applyAccountAccess(tx, { appId, connectorId, accountId, request: null }, access))
}

async function readNow(account: {
  externalId: string
  connector: Parameters<typeof openStoredConnector>[0]
}) {
  try {
    return await openStoredConnector(account.connector).readAccess(
      account.externalId,
      AbortSignal.timeout(timeoutMs),
    )
  } catch (error) {
    if (error instanceof ConnectorError) throw new AppError('unavailable', error.message)
    throw error
  }
}

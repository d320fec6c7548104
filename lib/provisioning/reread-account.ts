import { ConnectorError } from '#lib/connectors/errors.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import { applyAccountAccess } from '#lib/inventory/apply-account-access.ts'
import { keepConnector } from '#lib/inventory/keep-connector.ts'
import { canReadApp } from '#lib/inventory/permissions.ts'
import { db, readClock, transaction } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { env } from '#lib/platform/env.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { canReread } from './permissions.ts'

const timeoutMs = 30_000

/**
 * Asks the connected system what one account holds now and how, and stores the answer. A sync only learns that a role is
 * held; beside a group that carries it, a direct assignment is seen only here.
 * @throws AppError not_found; forbidden; unavailable with the cause when the other side does not answer; conflict when it no longer
 * knows the account.
 */
export async function rereadAccount(actor: Actor, { accountId }: { accountId: string }): Promise<void> {
  const account = await db().account.findUnique({
    where: { id: accountId, connector: livingConnector },
    include: { connector: true },
  })
  if (!account || !canReadApp(actor, account.appId)) throw notFound('This account')
  requireAllowed(canReread(actor, account))
  // Account and connector are read one after the other, and it may have been deleted in between.
  if (account.connector.secret === null) throw notFound('This account')
  const readFrom = await readClock()
  const access = await readNow(account)
  if (!access.account) {
    throw new AppError(
      'conflict',
      `${account.displayName} is not there any more. Sync the connector to see what is.`,
    )
  }
  const { appId, connectorId } = account
  const shownAfterMs = env().ROLECALL_VERIFY_TIMEOUT_MS
  const scope = { appId, connectorId, accountId, request: null, readFrom, shownAfterMs }
  await transaction(async (tx) => {
    if (!(await keepConnector(tx, connectorId))) throw notFound('This account')
    await applyAccountAccess(tx, scope, access)
  })
}

async function readNow(account: {
  externalId: string
  connector: Parameters<typeof openStoredConnector>[0]
}) {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    return await openStoredConnector(account.connector).readAccess(account.externalId, signal)
  } catch (error) {
    if (signal.aborted)
      throw new AppError('unavailable', 'Atlassian did not answer within 30 seconds. Try again.')
    if (error instanceof ConnectorError) throw new AppError('unavailable', error.message)
    throw error
  }
}

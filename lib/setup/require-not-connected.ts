import { findConnected } from '#lib/connectors/connection/find-connected.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'

/** Two connectors of one organization would show everybody twice. @throws AppError invalid at `organization`. */
export async function requireNotConnected(tx: Tx, organizationId: string): Promise<void> {
  const other = await findConnected(tx, organizationId)
  if (!other) return
  const message = `The connector ${other.displayName} reads this organization already. Replace its access token there instead.`
  throw new AppError('invalid', message, { organization: message })
}

import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { checkCredentials, parseCredentials } from './check-credentials.ts'
import type { ConnectionReport } from './contract.ts'
import { canCreateConnector } from './permissions.ts'

/** The connection test of the set-up; stores nothing. @throws AppError forbidden; invalid when a field is malformed. */
export async function testConnection(
  actor: Actor,
  input: { accessToken: string; organization: string },
): Promise<ConnectionReport> {
  requireAllowed(canCreateConnector(actor))
  return checkCredentials(parseCredentials(input))
}

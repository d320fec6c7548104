import { env } from '#lib/platform/env.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { canCreateConnector } from './permissions.ts'
import type { SandboxOffer } from './types.ts'

/** The organization to try with, when this installation runs beside the Atlassian sandbox; null otherwise. */
export function findSandbox(actor: Actor): SandboxOffer | null {
  const { ROLECALL_SANDBOX_ORGANIZATION_ID: organizationId, ROLECALL_SANDBOX_TOKEN: accessToken } = env()
  if (!canCreateConnector(actor) || !organizationId || !accessToken) return null
  return { organizationId, accessToken }
}

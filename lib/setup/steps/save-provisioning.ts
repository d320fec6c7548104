import type { Actor } from '#lib/users/permissions.ts'
import { SaveProvisioning } from '../schema.ts'
import { saveStep, type SavedStep } from './save-step.ts'

/** Says which approved requests will be sent to Atlassian; none unless it is switched on. @throws AppError not_found, conflict. */
export async function saveProvisioning(actor: Actor, raw: SaveProvisioning): Promise<SavedStep> {
  const { provisionRoles, provisionMemberships, ...input } = SaveProvisioning.parse(raw)
  return saveStep(actor, input, 'provisioning', async () => ({ provisionRoles, provisionMemberships }))
}

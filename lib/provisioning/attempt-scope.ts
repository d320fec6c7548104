import type { EntitlementTarget, ResourceType } from '#lib/connectors/contract.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import type { ProvisioningAttempt } from '#lib/platform/db/generated/client.ts'
import { lockRequest, type RequestWithScope } from '#lib/requests/move-request.ts'

/** A locked request with the tries made so far, newest first. */
export interface AttemptScope {
  request: RequestWithScope
  attempts: ProvisioningAttempt[]
}

export async function lockAttempts(tx: Tx, requestId: string): Promise<AttemptScope> {
  const request = await lockRequest(tx, requestId)
  const attempts = await tx.provisioningAttempt.findMany({
    where: { requestId },
    orderBy: { number: 'desc' },
  })
  return { request, attempts }
}

/** Whether a try still waits for its answer, and no later one was begun: an answer that comes afterwards changes nothing. */
export const isUnderWay = (
  request: RequestWithScope,
  attempts: readonly ProvisioningAttempt[],
  attemptId: string,
): boolean =>
  request.status === 'provisioning' && attempts[0]?.id === attemptId && attempts[0].outcome === 'sending'

const resourceTypes: readonly ResourceType[] = ['organization', 'workspace', 'group']

export function toTarget(request: RequestWithScope): EntitlementTarget {
  const { kind, slug, resource } = request.entitlement
  const resourceType = resourceTypes.find((type) => type === resource.resourceType)
  if (!resourceType) throw new Error(`Resources of type ${resource.resourceType} cannot be provisioned.`)
  return {
    kind: kind === 'membership' ? 'membership' : 'role',
    slug,
    resourceType,
    resourceExternalId: resource.externalId,
  }
}

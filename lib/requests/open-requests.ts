import type { Tx } from '#lib/platform/db/client.ts'
import type { RequestStatus } from '#lib/platform/db/generated/client.ts'
import { AppError } from '#lib/platform/errors.ts'

/** An open request keeps others about the same grant away; the index AccessRequest_open_key has the same list. */
export const openStatuses: RequestStatus[] = ['requires_approval', 'approved', 'provisioning', 'unverified']

/**
 * Makes sure that no other request about this account and entitlement is open, for the rest of the transaction.
 * @throws AppError conflict, naming it.
 */
export async function requireNoOther(
  tx: Tx,
  about: { id?: string; accountId: string; entitlementId: string },
): Promise<void> {
  const { accountId, entitlementId } = about
  await tx.$executeRaw`select 1 from "Account" where id = ${accountId}::uuid for update`
  const other = await tx.accessRequest.findFirst({
    where: {
      accountId,
      entitlementId,
      status: { in: openStatuses },
      ...(about.id ? { id: { not: about.id } } : {}),
    },
  })
  if (!other) return
  throw new AppError(
    'conflict',
    `Request ${other.number} about this is open already. Follow it under Requests.`,
  )
}

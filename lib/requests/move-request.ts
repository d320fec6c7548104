import type { Prisma, AccessRequest } from '#lib/platform/db/generated/client.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { nextStatus, type RequestStep } from './lifecycle.ts'
import { statusLabels } from './types.ts'

/** What a request is about, with its names. */
export const requestScope = {
  entitlement: { include: { resource: true } },
  account: true,
  app: true,
  requester: true,
} satisfies Prisma.AccessRequestInclude

export type RequestWithScope = Prisma.AccessRequestGetPayload<{ include: typeof requestScope }>

/** Locks a request and what it is about for the rest of the transaction. @throws AppError not_found. */
export async function lockRequest(tx: Tx, requestId: string): Promise<RequestWithScope> {
  await tx.$executeRaw`select 1 from "AccessRequest" where id = ${requestId}::uuid for update`
  const request = await tx.accessRequest.findUnique({ where: { id: requestId }, include: requestScope })
  if (!request) throw notFound('This request')
  return request
}

/**
 * Takes one step of a locked request and tells the screens.
 * @throws AppError conflict when the step is not possible from where it is: somebody else was first.
 */
export async function moveRequest(
  tx: Tx,
  request: Pick<AccessRequest, 'id' | 'kind' | 'status' | 'number'>,
  step: RequestStep,
  data: Prisma.AccessRequestUncheckedUpdateInput = {},
): Promise<void> {
  const status = nextStatus(request.kind, request.status, step)
  if (!status) {
    throw new AppError(
      'conflict',
      `Request ${request.number} is “${statusLabels[request.status]}” by now. Reload the page to see what happened.`,
    )
  }
  await tx.accessRequest.update({ where: { id: request.id }, data: { ...data, status } })
  await publish(tx, { topic: 'request', id: request.id })
}

/** The request as audit and timeline name it. */
export function toSubject(request: RequestWithScope): { type: 'request'; id: string; name: string } {
  const { entitlement, account, kind } = request
  const verb = kind === 'grant' ? 'Grant' : 'Revoke'
  return {
    type: 'request',
    id: request.id,
    name: `${verb} ${entitlement.displayName} on ${entitlement.resource.displayName} · ${account.displayName}`,
  }
}

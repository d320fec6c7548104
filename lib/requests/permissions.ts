import { can, type Actor } from '#lib/users/permissions.ts'

/** What a right over a request depends on. */
export interface RequestScope {
  kind: 'grant' | 'revoke'
  appId: string
  requesterId: string
}

const isApprover = (actor: Actor, appId: string): boolean =>
  actor.ownedAppIds.includes(appId) || can(actor, 'requests.decide-all')

/** Owners of the app and Super Administrators decide, nobody their own request. */
export const canDecideRequest = (actor: Actor, request: RequestScope): boolean =>
  isApprover(actor, request.appId) && actor.userId !== request.requesterId

export const canReadRequest = (actor: Actor, request: RequestScope): boolean =>
  actor.userId === request.requesterId || can(actor, 'requests.read-all') || isApprover(actor, request.appId)

export const canCancelRequest = (actor: Actor, request: RequestScope): boolean =>
  actor.userId === request.requesterId || isApprover(actor, request.appId)

/** Sending again repeats what was decided, so whoever could have decided may order it. */
export const canRetryRequest = (actor: Actor, request: RequestScope): boolean =>
  isApprover(actor, request.appId)

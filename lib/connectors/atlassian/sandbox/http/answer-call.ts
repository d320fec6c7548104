import { links, type Context, type Route } from '../context.ts'
import { envelope, gateway, ok, Refusal, routing, type Reply } from '../replies.ts'
import { apiRoutes } from '../routes.ts'
import { templateOf } from './endpoints.ts'
import { isAlteration, isReplacement, type Fault } from './fault.ts'
import { alterReply, replaceReply } from './faulty-reply.ts'
import { findRoute } from './find-route.ts'
import { limitHeaders } from './rate-limits.ts'
import { cursorOf, parseBody, type Call } from './read-request.ts'
import { checkScopes } from './scopes.ts'
import { pause } from './send-reply.ts'
import { shapeReply } from './shape-reply.ts'

export const basePath = '/admin'

interface Found {
  route: Route
  params: Record<string, string>
  /** Method and path template. */
  endpoint: string
}

/** Atlassian's answer to a call: the gateway first, then the limits, then what is planned to go wrong, then the API. */
export async function answerCall(call: Call): Promise<Reply> {
  const reply = await answerAtGateway(call)
  const { requestIdHeader } = call.sandbox.settings
  if (requestIdHeader === 'none') return reply
  return { ...reply, headers: { [requestIdHeader]: call.sandbox.nextRequestId(), ...reply.headers } }
}

async function answerAtGateway(call: Call): Promise<Reply> {
  const { sandbox, headers, method, path } = call
  const known = headers.authorization === `Bearer ${sandbox.accessToken}` && !sandbox.settings.keyRevoked
  if (!known) return gateway(401, 'Unauthorized').reply
  const inside = path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : ''
  const match = findRoute(apiRoutes, method, inside)
  if (!match) return unrouted(call).reply
  const endpoint = `${method} ${match.route.path}`
  sandbox.requests.set(endpoint, (sandbox.requests.get(endpoint) ?? 0) + 1)
  return answerWithinLimits(call, { ...match, endpoint })
}

const unrouted = ({ path }: Call): Refusal => routing(404, path, 'Request failed to match any route')

async function answerWithinLimits(call: Call, found: Found): Promise<Reply> {
  const { rateLimits, settings } = call.sandbox
  const allowance = rateLimits.take(found.endpoint, Date.now())
  if (!allowance) return answerWithFaults(call, found)
  const reply = allowance.exhausted
    ? gateway(429, 'Rate limit exceeded').reply
    : await answerWithFaults(call, found)
  return { ...reply, headers: { ...limitHeaders(allowance, settings), ...reply.headers } }
}

async function answerWithFaults(call: Call, found: Found): Promise<Reply> {
  const { faults, settings } = call.sandbox
  const cursor = cursorOf(call)
  const fault = faults.take(found.endpoint, cursor !== null)
  if (!fault) return shapeReply(found.endpoint, settings, carryOut(call, found))
  const early = fault.afterwards ? carryOut(call, found) : null
  await pause(fault.delayMs ?? 0)
  const replacement = replaceReply(lost(fault), { path: call.path, settings })
  const trickle = fault.trickleMs === undefined ? {} : { trickleMs: fault.trickleMs }
  if (replacement) return { ...replacement, ...trickle }
  const altered = alterReply(fault, early ?? carryOut(call, found), { cursor, settings })
  return { ...shapeReply(found.endpoint, settings, altered), ...trickle }
}

/** A fault afterwards that says nothing else loses the answer. */
function lost(fault: Fault): Fault {
  const { afterwards, delayMs, trickleMs, headers } = fault
  const saysMore =
    isReplacement(fault) ||
    isAlteration(fault) ||
    [delayMs, trickleMs, headers].some((one) => one !== undefined)
  return afterwards && !saysMore ? { ...fault, reset: true } : fault
}

function carryOut(call: Call, found: Found): Reply {
  try {
    return handle(call, found)
  } catch (error) {
    return toReply(error)
  }
}

function handle(call: Call, { route, params, endpoint }: Found): Reply {
  const { sandbox, path, query, baseUrl, text } = call
  sandbox.settle(Date.now())
  const { orgId } = params
  if (orgId !== undefined && orgId !== sandbox.model.organizationId)
    throw routing(404, path, 'TCS validation failed')
  const listsNothing = checkScopes(endpoint, sandbox.settings) === 'lists nothing'
  if (isDisabled(call, endpoint)) throw disabled(call)
  const context: Context = { sandbox, query, baseUrl, params, body: parseBody(text) }
  if (listsNothing) return ok({ data: [], links: links(context, null) })
  return route.handle(context)
}

/** A public client's guide says that Atlassian has to enable the first three for an organization. */
function isDisabled({ sandbox }: Call, endpoint: string): boolean {
  const { rolesEnabled, inviteEnabled, membershipsEnabled } = sandbox.settings
  const template = templateOf(endpoint)
  return (
    (!rolesEnabled && /\/users\/\{\}\/roles\/(?:assign|revoke)$/.test(template)) ||
    (!inviteEnabled && template.endsWith('/users/invite')) ||
    (!membershipsEnabled && template.includes('/memberships'))
  )
}

function disabled(call: Call): Refusal {
  return call.sandbox.settings.rolesDisabledStatus === 404
    ? unrouted(call)
    : envelope(403, 'ADMIN-UAM-403-1', 'Forbidden', 'Not enabled for this organization')
}

/** What is answered to an error: what it says, or that it was not expected. */
export function toReply(error: unknown): Reply {
  if (error instanceof Refusal) return error.reply
  const detail = error instanceof Error ? error.message : null
  return envelope(500, 'ADMIN-UAM-500-1', 'Internal error', detail).reply
}

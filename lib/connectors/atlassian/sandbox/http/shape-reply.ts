import { isRecord, type Reply } from '../replies.ts'
import type { Settings } from '../settings.ts'
import { toDocumented } from './documented.ts'
import { isDirectoryWrite, templateOf } from './endpoints.ts'

/** A handler's answer, written the way the switches say. */
export function shapeReply(endpoint: string, settings: Settings, reply: Reply): Reply {
  const body = reply.status < 400 ? reply.body : shapeError(endpoint, settings, reply)
  const shaped = settings.answers === 'documented' ? toDocumented(endpoint, body) : body
  return { ...reply, body: shaped }
}

function shapeError(endpoint: string, settings: Settings, reply: Reply): unknown {
  if (settings.writeErrors === 'empty' && isDirectoryWrite(endpoint)) return undefined
  const { body, status } = reply
  if (!isRecord(body)) return body
  const [listed] = Array.isArray(body['errors']) ? body['errors'] : []
  const error = isRecord(listed) ? listed : null
  if (!error && typeof body['code'] !== 'string') return body
  const changed = {
    ...(error ?? body),
    ...(reply.about === 'account' ? accountError(settings) : {}),
    status: settings.errorStatus === 'number' ? status : String(status),
  }
  if (templateOf(endpoint) === 'POST /v2/orgs/{}/workspaces') return alone(changed, status, settings)
  return error ? { ...body, errors: [changed] } : changed
}

/** Atlassian's OpenAPI document names 404-3 where a public client saw 404-1. */
function accountError({ unknownAccount }: Settings): Record<string, unknown> {
  return unknownAccount === 'ADMIN-UAM-404-1' ? {} : { code: unknownAccount, title: 'Group not found' }
}

/** The workspaces endpoint writes an error without the envelope, and 401 as the gateway does (Atlassian's OpenAPI document). */
function alone(error: Record<string, unknown>, status: number, { answers }: Settings): unknown {
  const asGateway = status === 401 && answers === 'documented'
  return asGateway ? { code: status, message: error['title'] } : error
}

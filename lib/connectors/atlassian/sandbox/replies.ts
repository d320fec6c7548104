import { STATUS_CODES } from 'node:http'

/** What a handler answers. `destroy` drops the connection instead. */
export interface Reply {
  status: number
  body?: unknown
  /** Sent as it is instead of `body`. */
  text?: string
  headers?: Record<string, string>
  destroy?: boolean
  /** Drop the connection in the middle of the body. */
  cut?: boolean
  /** Send the body in pieces, with that long a wait before each. */
  trickleMs?: number
  /** What is unknown, where the code of the error is a switch. */
  about?: 'account'
}

export const ok = (body: unknown): Reply => ({ status: 200, body })
export const noContent: Reply = { status: 204 }

/** Thrown by handlers to answer with an error. */
export class Refusal extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super(`Refused with ${reply.status}.`)
    this.reply = reply
  }
}

/** Atlassian's usual error envelope (its OpenAPI document); the status is a string there. */
export function envelope(status: number, code: string, title: string, detail: string | null = null): Refusal {
  const error = { id: errorId(code), status: String(status), code, title, detail }
  return new Refusal({ status, body: { errors: [error] } })
}

/** The workspaces endpoint answers the error without the envelope. */
export function single(status: number, code: string, title: string, detail: string): Refusal {
  return new Refusal({ status, body: { id: errorId(code), status: String(status), code, title, detail } })
}

/** The gateway in front: 401 and 429. */
export function gateway(code: number, message: string): Refusal {
  return new Refusal({ status: code, body: { code, message } })
}

/** The routing layer in front: unknown paths, and organizations the key does not belong to (measured by public clients). */
export function routing(status: number, path: string, message: string): Refusal {
  const body = {
    timestamp: new Date().toISOString(),
    path: `/api${path}`,
    status,
    error: STATUS_CODES[status] ?? 'Error',
    requestId: 'e4cdc7ba',
    message,
  }
  return new Refusal({ status, body })
}

function unknownUser(): Refusal {
  const detail = 'One or more user not found in the directory'
  const { reply } = envelope(404, 'ADMIN-UAM-404-1', 'Unknown Resource', detail)
  return new Refusal({ ...reply, about: 'account' })
}

export const refusals = {
  unknownUser,
  unknownDirectory: () => envelope(404, 'ADMIN-UAM-404-1', 'Unknown Resource', 'Directory not found'),
  unknownGroup: () => envelope(404, 'ADMIN-UAM-404-3', 'Group not found'),
  unknownWorkspace: () => envelope(404, 'ADMIN-UAM-404-3', 'Resource not found'),
  badRequest: (detail: string) => envelope(400, 'ADMIN-UAM-400-1', 'Bad request', detail),
  badCursor: () => envelope(400, 'ADMIN-400-1', 'Invalid page cursor'),
  inactiveUser: () => envelope(400, 'ADMIN-UAM-400-2', 'Inactive user', 'The user is not active'),
  invalidRole: (role: string) =>
    envelope(
      400,
      'ADMIN-UAM-400-3',
      'Invalid role for resource',
      `Role ${role} is not valid for this resource`,
    ),
  notLicensed: () => envelope(400, 'ADMIN-UAM-400-4', 'Product not licensed', 'The product is not licensed'),
  noResource: () => envelope(400, 'ADMIN-UAM-400-5', 'Bad request', 'Cloud Resource is empty'),
  noSeat: () =>
    envelope(
      409,
      'ADMIN-UAM-409-3',
      'Product license limit exceeded',
      'The product user limit has been reached',
    ),
  alreadyMember: () =>
    envelope(409, 'ADMIN-UAM-409-2', 'Resource conflict', 'The user is already in the group'),
  syncedGroup: () =>
    envelope(403, 'ADMIN-UAM-403-1', 'Forbidden', 'The group is synced from an identity provider'),
}

/** Stable for the same error, so that the seed decides everything. */
const errorId = (code: string): string => `sandbox-${code.toLowerCase()}`

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

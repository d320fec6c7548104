/** Why a connected system did not do what was asked. A closed list: screens and retries switch over it. */
export const connectorErrorKinds = [
  'auth',
  'forbidden',
  'rate-limited',
  'not-found',
  'invalid-role',
  'inactive-account',
  'seat-limit',
  'conflict',
  'unavailable',
  'bad-response',
] as const

export type ConnectorErrorKind = (typeof connectorErrorKinds)[number]

/** What the vendor itself said, kept word for word so that a person can quote it to the vendor's support. */
export interface VendorAnswer {
  /** HTTP status; null when no answer came (refused, reset, timed out). */
  status: number | null
  code: string | null
  title: string | null
  detail: string | null
  /** The vendor's id of the request, when it sent one. */
  requestId: string | null
  /** Method and path of the call, without host or query: `POST /v1/orgs/…/roles/assign`. */
  endpoint: string
}

/**
 * The one error a connector throws. `message` is one plain sentence without secrets.
 * `retryable` says whether the same call may be sent again as it is; `retryAfterMs` is the vendor's wish, null when it had none.
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError'
  readonly kind: ConnectorErrorKind
  readonly retryable: boolean
  readonly retryAfterMs: number | null
  readonly vendor: VendorAnswer

  constructor(input: {
    kind: ConnectorErrorKind
    message: string
    vendor: VendorAnswer
    retryable?: boolean
    retryAfterMs?: number | null
    cause?: unknown
  }) {
    super(input.message, input.cause === undefined ? undefined : { cause: input.cause })
    this.kind = input.kind
    this.retryable = input.retryable ?? (input.kind === 'rate-limited' || input.kind === 'unavailable')
    this.retryAfterMs = input.retryAfterMs ?? null
    this.vendor = input.vendor
  }
}

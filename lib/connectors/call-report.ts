/** One call to a vendor as it was sent, for counts and logs. A call that is retried reports every try. */
export interface CallReport {
  /** Method and path template, no ids and no host: `POST /v1/orgs/{orgId}/users/{userId}/roles/assign`. */
  endpoint: string
  /** HTTP status; null when no answer came. */
  status: number | null
  durationMs: number
  /** How long the call was held back before it was sent (other calls, rate limit, retry pause). */
  waitedMs: number
}

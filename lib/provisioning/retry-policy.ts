import type { ConnectorError } from '#lib/connectors/errors.ts'

const maxTries = 4

/**
 * When to send again by itself, in seconds from now; null when a person has to act.
 * @param triesMade tries since a person ordered it, this one included.
 */
export function nextTryInSeconds(
  error: Pick<ConnectorError, 'retryable' | 'retryAfterMs'>,
  triesMade: number,
): number | null {
  if (!error.retryable || triesMade >= maxTries) return null
  const backoff = 2 ** triesMade
  return Math.ceil(Math.max(backoff, (error.retryAfterMs ?? 0) / 1000))
}

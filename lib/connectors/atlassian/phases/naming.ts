import { formatCount } from '#lib/platform/format.ts'
import { ConnectorError } from '../../errors.ts'

/** Of these the object that was asked about is no part: no call would have fared better. */
const ofAllCalls: ReadonlySet<string> = new Set(['auth', 'unavailable', 'rate-limited'])

/**
 * Passes pages on, and says in an error of theirs what they were of: which of two thousand groups it is cannot be seen from
 * the call.
 * @param subject for people, at the beginning of a sentence: `Group jira-admins`.
 */
export async function* naming<T>(pages: AsyncIterable<T>, subject: () => string): AsyncGenerator<T> {
  try {
    yield* pages
  } catch (error) {
    if (!(error instanceof ConnectorError) || ofAllCalls.has(error.kind)) throw error
    const { kind, message, vendor, retryable, retryAfterMs } = error
    throw new ConnectorError({
      kind,
      message: `${subject()}: ${message}`,
      vendor,
      retryable,
      retryAfterMs,
      cause: error,
    })
  }
}

/** What a list of so many rows breaks at. */
export const behind = (what: string, read: number): string =>
  read === 0 ? `The first ${what}` : `The ${what} behind the first ${formatCount(read)}`

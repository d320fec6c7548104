import { ConnectorError } from '../../errors.ts'

/** The list is shorter than the vendor says itself: taken for whole, it would make the rest look gone. */
export function endsEarly(what: string, endpoint: string, read: number, total: number): ConnectorError {
  return new ConnectorError({
    kind: 'bad-response',
    message: `Atlassian's list of ${what} ends after ${read} of ${total}, so it cannot be trusted.`,
    vendor: { status: 200, code: null, title: null, detail: null, requestId: null, endpoint },
  })
}

/**
 * Asks the vendor how many there are after a list was read to its end. People come and go meanwhile, so a few may differ;
 * a key that may not count, or a count that fails, is no reason against the list.
 * @throws ConnectorError bad-response when more than 20 and more than a tenth are missing.
 */
export async function requireWhole(
  what: string,
  endpoint: string,
  read: number,
  count: () => Promise<number>,
): Promise<void> {
  const total = await count().catch((error: unknown) => {
    if (error instanceof ConnectorError) return read
    throw error
  })
  const missing = total - read
  if (missing > 20 && missing > total * 0.1) throw endsEarly(what, endpoint, read, total)
}

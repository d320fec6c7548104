import type { SyncPage } from '../../contract.ts'
import { ConnectorError } from '../../errors.ts'

/**
 * The vendor's own count, behind its list. A key that may not count, or a count that fails, says nothing.
 * @param resume of the page with the count.
 */
export async function* readTotal(
  what: 'accounts' | 'groups',
  count: () => Promise<number>,
  resume: string,
): AsyncGenerator<SyncPage> {
  const total = await count().catch((error: unknown) => {
    if (error instanceof ConnectorError) return null
    throw error
  })
  if (total !== null) yield { totals: { [what]: total }, note: `Atlassian counts ${total} ${what}`, resume }
}

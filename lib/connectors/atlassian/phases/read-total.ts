import { formatCount } from '#lib/platform/format.ts'
import type { SyncPage } from '../../contract.ts'
import { ConnectorError } from '../../errors.ts'

/**
 * The vendor's own count, behind its list. A key that may not count, or a count that fails, says nothing about the list.
 * @param resume of the page with the count.
 * @throws ConnectorError auth: nothing else would be answered either.
 */
export async function* readTotal(
  what: 'accounts' | 'groups',
  count: () => Promise<number>,
  resume: string,
): AsyncGenerator<SyncPage> {
  try {
    const total = await count()
    yield { totals: { [what]: total }, note: `Atlassian counts ${formatCount(total)} ${what}`, resume }
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind === 'auth') throw error
    const note = `Atlassian did not count its ${what}`
    yield { note, warning: `${note}, so a list that ends early would go unnoticed. ${error.message}`, resume }
  }
}

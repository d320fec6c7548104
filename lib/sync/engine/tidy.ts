import type { Changes } from '#lib/inventory/diff/scope.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import type { Session } from '#lib/platform/db/session.ts'

const { sql } = Prisma

/** From here on the planner's picture of a table is out of date. */
const muchFrom = 5000

/**
 * After much was written: puts what was gathered for the search indexes into its place, and tells the planner what is in the
 * tables now. The database would do both by itself some minutes later, while people already look.
 */
export async function tidyAfter(
  session: Session,
  plan: 'PlannedObject' | 'PlannedGrant',
  { added, changed, removed }: Changes,
): Promise<void> {
  if (added + changed + removed < muchFrom) return
  if (plan === 'PlannedGrant') {
    await session.execute(sql`analyze "Grant"`)
    return
  }
  await session.query(sql`
    select gin_clean_pending_list(i::regclass) from unnest(array['"Account_displayName_idx"', '"Account_email_trgm_idx"']) i`)
  await session.execute(sql`analyze "Resource", "Account", "Entitlement"`)
}

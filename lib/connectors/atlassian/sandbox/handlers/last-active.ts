import { links, type Context } from '../context.ts'
import { cutPage } from '../pages.ts'
import { envelope, ok, type Reply } from '../replies.ts'

/** The one key that is spelt otherwise here than in ARIs (seen by public clients). */
const keys: Record<string, string> = { 'jira-servicedesk': 'jira-service-desk' }

/** GET /v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates */
export function listLastActive(context: Context): Reply {
  const { sandbox, params, query } = context
  const account = sandbox.model.accounts.get(params['accountId'] ?? '')
  if (!account) throw envelope(404, 'ADMIN-404-8', 'User not found')
  const rows = account.productAccess.map((access, index) => ({ ...access, position: index + 1 }))
  const page = cutPage(rows, {
    cursor: query.get('cursor'),
    limit: 10,
    filter: `last active ${account.accountId}`,
  })
  const added =
    sandbox.settings.userManagement === 'centralized'
      ? { added_to_org: account.addedToOrg.slice(0, 10), added_to_org_timestamp: account.addedToOrg }
      : {}
  const product_access = page.rows.map(({ id, key, lastActiveTimestamp }) => ({
    id,
    key: keys[key] ?? key,
    last_active: lastActiveTimestamp.slice(0, 10),
    last_active_timestamp: lastActiveTimestamp,
  }))
  return ok({ data: { product_access, ...added }, links: links(context, page.next) })
}

import { isRecord } from '../replies.ts'
import { templateOf } from './endpoints.ts'

/** Where Atlassian's OpenAPI document allows null, by the name of the field; elsewhere the field is left out instead. */
const nullable = new Set([
  'added_to_org',
  'added_to_org_timestamp',
  'capacity',
  'createdAt',
  'createdBy',
  'defaultRole',
  'directoryId',
  'endIndex',
  'hostUrl',
  'managementSource',
  'owner',
  'plan',
  'planKey',
  'sandbox',
  'startIndex',
  'statusReason',
  'updatedAt',
  'usage',
])

const users = '/v2/orgs/{}/directories/{}/users'

/** Fields that are answered and that the document does not name. */
const undocumented: Record<string, ReadonlySet<string>> = {
  [`POST ${users}/search`]: new Set(['deactivatedOn', 'forDeletion']),
  [`GET ${users}`]: new Set(['deactivatedOn', 'forDeletion']),
  [`GET ${users}/{}`]: new Set(['forDeletion', 'links']),
}

const productKeys = new Set(
  'jira-software jira-service-desk jira-core jira-ops stride hipchat confluence bitbucket trello opsgenie statuspage'.split(
    ' ',
  ),
)

const roles = new Set(
  'user admin guest customer user-access-admin contributor basic stakeholder org-admin site-admin ai-access'
    .split(' ')
    .map((name) => `atlassian/${name}`),
)

/** The answer without what Atlassian's OpenAPI document does not allow. */
export function toDocumented(endpoint: string, body: unknown): unknown {
  return keep(body, undocumented[templateOf(endpoint)] ?? new Set())
}

function keep(value: unknown, dropped: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => keep(one, dropped))
  if (!isRecord(value)) return value
  const kept: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) {
    if (isAllowed(name, field) && !dropped.has(name)) kept[name] = keep(narrow(name, field), dropped)
  }
  return kept
}

function isAllowed(name: string, field: unknown): boolean {
  if (field === null) return nullable.has(name)
  return name !== 'accountType' || field === 'atlassian'
}

/** Without rows whose value is not in the document's list of values. */
function narrow(name: string, field: unknown): unknown {
  if (!Array.isArray(field)) return field
  if (name === 'product_access')
    return field.filter((row) => isRecord(row) && isOneOf(productKeys, row['key']))
  if (name === 'roleAssignments') return field.filter((row) => isRecord(row) && isOneOf(roles, row['role']))
  return field
}

const isOneOf = (allowed: ReadonlySet<string>, value: unknown): boolean =>
  typeof value === 'string' && allowed.has(value)

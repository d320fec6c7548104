import type { ConnectionReport } from '../types.ts'

/** Where the request is raised; signed in as an admin of the organization. */
export const supportUrl = 'https://support.atlassian.com/contact/'

export interface SupportField {
  key: 'topic' | 'product' | 'summary' | 'impact' | 'details'
  /** As Atlassian's form calls it. */
  label: string
  value: string
  /** To be pasted; otherwise it is chosen from a list. */
  isText: boolean
}

/** With the key of the check that asks whether it answers. */
const endpoints = [
  ['grant', 'Grant User Access', 'POST /v1/orgs/{orgId}/users/{userId}/roles/assign'],
  ['revoke', 'Revoke User Access', 'POST /v1/orgs/{orgId}/users/{userId}/roles/revoke'],
  ['invite', 'Invite User to Org', 'POST /v2/orgs/{orgId}/users/invite'],
] as const

/** What of a connection test is quoted, also as it comes to a browser. */
type TestOfEndpoints = Pick<ConnectionReport, 'ok' | 'checks'>

export interface SupportCase {
  organizationId: string
  organizationName: string | null
  /** The last connection test, for what the endpoints answer now. */
  report: TestOfEndpoints | null
}

/** What to fill into Atlassian's support form, in its order, so that changes are enabled for the organization. */
export function toSupportRequest(support: SupportCase): SupportField[] {
  return [
    { key: 'topic', label: 'What can we help you with?', value: 'Technical issues and bugs', isText: false },
    {
      key: 'product',
      label: 'Which product is this for?',
      value: 'Any cloud product of the organization, such as one of its Jira sites',
      isText: false,
    },
    {
      key: 'summary',
      label: 'Summarize your issue',
      value:
        'Please enable three endpoints of the Atlassian Cloud organization REST API for our organization: Grant User Access, Revoke User Access, Invite User to Org.',
      isText: true,
    },
    { key: 'impact', label: 'What is the impact to your business?', value: 'Level 3', isText: false },
    { key: 'details', label: 'Give us more details', value: toDetails(support), isText: true },
  ]
}

function toDetails({ organizationId, organizationName, report }: SupportCase): string {
  const works = report?.ok ? ' Reading works with this key.' : ''
  return [
    'Hello,',
    '',
    'we manage who has access to our workspaces through the Atlassian Cloud organization REST API (https://api.atlassian.com/admin). Please enable these endpoints for our organization:',
    '',
    ...endpoints.map(([, title, endpoint]) => `- ${title}: ${endpoint.replace('{orgId}', organizationId)}`),
    '',
    `Organization ID: ${organizationId}`,
    ...(organizationName ? [`Organization name: ${organizationName}`] : []),
    '',
    `We call them with an API key without scopes that an organization admin has created.${works}`,
    ...describeAnswers(report),
    '',
    'Please tell us when the endpoints are enabled, or what else is needed.',
    '',
    'Thank you.',
  ].join('\n')
}

function describeAnswers(report: TestOfEndpoints | null): string[] {
  const answers = endpoints.flatMap(([key, title]) => {
    const check = report?.checks.find((one) => one.key === key)
    if (!check?.vendor || check.state !== 'failed') return []
    const { status, code, title: said, detail, requestId } = check.vendor
    const words = [String(status), code, said, detail, requestId && `request ${requestId}`]
    return [`- ${title}: ${words.filter(Boolean).join(', ')}`]
  })
  return answers.length > 0 ? ['', 'What they answer now:', '', ...answers] : []
}

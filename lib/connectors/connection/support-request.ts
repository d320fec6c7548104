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

const endpoints = [
  ['Grant User Access', 'POST /v1/orgs/{orgId}/users/{userId}/roles/assign'],
  ['Revoke User Access', 'POST /v1/orgs/{orgId}/users/{userId}/roles/revoke'],
  ['Invite User to Org', 'POST /v2/orgs/{orgId}/users/invite'],
] as const

/** What to fill into Atlassian's support form, in its order, so that changes are enabled for the organization. */
export function toSupportRequest(organization: { id: string; name: string | null }): SupportField[] {
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
    { key: 'details', label: 'Give us more details', value: toDetails(organization), isText: true },
  ]
}

function toDetails({ id, name }: { id: string; name: string | null }): string {
  const list = endpoints.map(
    ([title, endpoint]) => `- ${title}: ${endpoint.replace('{orgId}', id)} (https://api.atlassian.com/admin)`,
  )
  return [
    'Hello,',
    '',
    'we manage who has access to our workspaces through the Atlassian Cloud organization REST API. Please enable these endpoints for our organization:',
    '',
    ...list,
    '',
    `Organization ID: ${id}`,
    ...(name ? [`Organization name: ${name}`] : []),
    '',
    'We call them with an API key without scopes that an organization admin has created. Reading works with this key. Please tell us when the endpoints are enabled, or what else is needed.',
    '',
    'Thank you.',
  ].join('\n')
}

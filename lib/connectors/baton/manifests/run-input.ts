/** What the files to run a Baton connector with are filled with. */
export interface RunInput {
  clientId: string
  /** Null once it is not shown any more: a line says where to get it. */
  clientSecret: string | null
  /** Of Atlassian. */
  organizationId: string | null
  image: string
  /** Whether the connector may change access. */
  provisions: boolean
}

export const appName = 'baton-atlassian'

/**
 * Atlassian's API key and organization have two names: the guide and older releases read the first, current ones the
 * second. Both get the same value.
 */
export const vendorSettings = [
  ['BATON_API_TOKEN', 'BATON_ACCESS_TOKEN'],
  ['BATON_ORG', 'BATON_ORGANIZATION_ID'],
] as const

export const missing = {
  clientSecret: {
    value: 'PASTE-THE-CLIENT-SECRET',
    where: 'The client secret was shown when it was made. Lost? Rotate on the page of the connector.',
  },
  accessToken: {
    value: 'PASTE-THE-ATLASSIAN-API-KEY',
    where:
      'Atlassian Administration → Settings → API keys, an API key without scopes. Rolecall never sees it.',
  },
  organizationId: {
    value: 'PASTE-THE-ORGANIZATION-ID',
    where: 'In the address of Atlassian Administration: https://admin.atlassian.com/o/<this>/overview',
  },
}

/** Asks the connector itself, by its own command, whether it lives: the image has no shell and no other program. */
export const askHealth = (endpoint: 'live' | 'ready'): string[] => [
  `/${appName}`,
  'health-check',
  `--endpoint=${endpoint}`,
]

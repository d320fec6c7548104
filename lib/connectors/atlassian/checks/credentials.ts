import { ConnectorError } from '../../errors.ts'
import { adminKey, type Check, type Context, type Found } from './check.ts'
import { checkExpiry } from './expiry.ts'

/** Whether Atlassian is there, and what the key is. */
export const credentialChecks: readonly Check[] = [
  { key: 'reachable', name: 'Atlassian is reachable', required: true, needs: [], run: checkReachable },
  { key: 'key', name: 'Access token is valid', required: true, needs: ['reachable'], run: checkKey },
  {
    key: 'organization',
    name: 'Organization is found',
    required: true,
    needs: ['key'],
    run: checkOrganization,
  },
  {
    key: 'scopes',
    name: 'Access token has no scopes',
    required: false,
    needs: ['organization'],
    after: ['expiry'],
    consequence: 'Approved requests will be refused: Atlassian takes changes from a key without scopes only.',
    run: checkScopes,
  },
  {
    key: 'expiry',
    name: 'Access token is valid for a while',
    required: false,
    needs: ['organization'],
    consequence: 'Nobody can be warned before the key expires.',
    run: checkExpiry,
  },
]

/** Any answer at all proves that the host is there; what it says is for the next check. */
async function checkReachable(context: Context): Promise<Found> {
  try {
    context.listed = await context.client.listOrganizations(context.signal)
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind === 'unavailable' || error.kind === 'bad-response')
      throw error
    context.listed = error
  }
  return { state: 'passed', message: `${context.host} answers.` }
}

async function checkKey({ listed }: Context): Promise<Found> {
  if (listed instanceof ConnectorError && listed.kind === 'auth') throw listed
  return { state: 'passed', message: 'Atlassian accepts the access token.' }
}

async function checkOrganization(context: Context): Promise<Found> {
  try {
    const organization = await context.client.getOrganization(context.signal)
    context.organizationName = organization.attributes?.name ?? null
    return { state: 'passed', message: `The organization is ${context.organizationName ?? organization.id}.` }
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'not-found') throw error
    const explained = explainUnknownOrganization(context)
    return { state: 'failed', field: 'organizationId', vendor: error.vendor, ...explained }
  }
}

function explainUnknownOrganization({ listed }: Context): { message: string; fix: string } {
  const message = 'Atlassian does not know this organization, or the access token belongs to another one.'
  const [own] = listed instanceof ConnectorError ? [] : listed
  if (!own) return { message, fix: 'Copy the ID behind /o/ in the address of Atlassian Administration.' }
  const name = own.attributes?.name ?? 'another organization'
  return {
    message: `The access token belongs to ${name}, not to this organization.`,
    fix: `Use the ID ${own.id}.`,
  }
}

async function checkScopes(context: Context): Promise<Found> {
  const { listed, ownKey } = context
  if (!(listed instanceof ConnectorError) && listed.length > 0) {
    return {
      state: 'passed',
      message: 'The access token lists its organization, as one without scopes does.',
    }
  }
  const scopes = ownKey?.scopes ?? []
  const isTold = scopes.length > 0
  if (!isTold && listed instanceof ConnectorError && listed.kind !== 'forbidden') {
    const message = `It could not be told whether the access token has scopes. ${listed.message}`
    return { state: 'warning', message, fix: 'Test again in a minute.', vendor: listed.vendor }
  }
  context.hasScopes = true
  const fault = { fix: adminKey, field: 'accessToken' } as const
  if (isTold) {
    const message = `The access token was created with scopes: ${shorten(scopes)}.`
    return { state: 'failed', message, ...fault }
  }
  return {
    state: 'warning',
    message: 'The access token does not list its organization, which is typical of one created with scopes.',
    ...fault,
    vendor: listed instanceof ConnectorError ? listed.vendor : null,
  }
}

function shorten(scopes: readonly string[]): string {
  const shown = scopes.slice(0, 3).join(', ')
  return scopes.length > 3 ? `${shown} and ${scopes.length - 3} more` : shown
}

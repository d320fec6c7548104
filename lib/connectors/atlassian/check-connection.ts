import type { ConnectionCheck, ConnectionReport } from '../contract.ts'
import { ConnectorError } from '../errors.ts'
import type { Organization } from './api/organizations.ts'
import { createAtlassianClient, type AtlassianClient } from './client.ts'
import type { Page } from './http/pagination.ts'
import type { HttpOptions } from './http/request.ts'

type Found = Pick<ConnectionCheck, 'state' | 'message'> &
  Partial<Pick<ConnectionCheck, 'consequence' | 'fix' | 'field'>>

interface Context {
  client: AtlassianClient
  organizationId: string
  host: string
  signal: AbortSignal
  /** Organizations that the key lists, or why it could not. */
  listed: Organization[] | ConnectorError
  organizationName: string | null
  /** Somebody whose roles can be read. */
  someAccountId: string | null
}

interface Step {
  key: string
  name: string
  /** When it fails, the steps after it would fail for the same reason and are skipped. */
  required: boolean
  run(context: Context): Promise<Found>
}

const askAdmin = 'Create the key in Atlassian Administration as an organization admin, without scopes.'

const steps: readonly Step[] = [
  { key: 'reachable', name: 'Atlassian is reachable', required: true, run: checkReachable },
  { key: 'key', name: 'Access token is valid', required: true, run: checkKey },
  { key: 'organization', name: 'Organization is found', required: true, run: checkOrganization },
  { key: 'scopes', name: 'Access token has no scopes', required: false, run: checkScopes },
  { key: 'directories', name: 'Directories can be read', required: false, run: checkDirectories },
  { key: 'users', name: 'Users can be read', required: false, run: checkUsers },
  { key: 'groups', name: 'Groups can be read', required: false, run: checkGroups },
  { key: 'workspaces', name: 'Workspaces can be read', required: false, run: checkWorkspaces },
  { key: 'roles', name: 'Roles can be read', required: false, run: checkRoles },
]

/** Sends read-only calls and reports each check. A failure is a failed check; only an abort by the caller throws. */
export async function checkConnection(
  options: HttpOptions & { organizationId: string },
  signal: AbortSignal,
): Promise<ConnectionReport> {
  const context: Context = {
    client: createAtlassianClient(options),
    organizationId: options.organizationId,
    host: new URL(options.baseUrl).host,
    signal,
    listed: [],
    organizationName: null,
    someAccountId: null,
  }
  const checks: ConnectionCheck[] = []
  let stopped = false
  for (const step of steps) {
    const check: ConnectionCheck = stopped ? skipped(step) : await runStep(step, context)
    checks.push(check)
    stopped ||= check.state === 'failed' && (step.required || signal.aborted)
  }
  const ok = checks.every((check) => check.state === 'passed' || check.state === 'warning')
  return { ok, organizationName: context.organizationName, checks }
}

async function runStep(step: Step, context: Context): Promise<ConnectionCheck> {
  const startedAt = performance.now()
  const found = await step.run(context).catch((error: unknown): Found => toFailure(error, context))
  return {
    key: step.key,
    name: step.name,
    required: step.required,
    durationMs: Math.round(performance.now() - startedAt),
    consequence: null,
    fix: null,
    field: null,
    ...found,
  }
}

function skipped(step: Step): ConnectionCheck {
  const message = 'Not tried, because an earlier check failed.'
  const { key, name, required } = step
  return {
    key,
    name,
    required,
    state: 'skipped',
    durationMs: 0,
    message,
    consequence: null,
    fix: null,
    field: null,
  }
}

function toFailure(error: unknown, { signal, host }: Context): Found {
  if (signal.aborted && signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError') {
    const fix = `Check that this server can reach ${host}, then test again.`
    return { state: 'failed', message: 'Atlassian took too long to answer.', fix }
  }
  if (!(error instanceof ConnectorError)) throw error
  const failed = { state: 'failed', message: error.message } as const
  if (error.kind === 'auth' || error.kind === 'forbidden')
    return { ...failed, fix: askAdmin, field: 'accessToken' }
  if (error.kind === 'rate-limited') return { ...failed, fix: 'Wait a minute, then test again.' }
  if (error.kind === 'unavailable') {
    return { ...failed, fix: `Check that this server can reach ${host}, then test again.` }
  }
  return { ...failed, fix: 'Check the organization ID, and that the key belongs to that organization.' }
}

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
    return { state: 'failed', field: 'organizationId', ...explainUnknownOrganization(context) }
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

async function checkScopes({ listed }: Context): Promise<Found> {
  if (!(listed instanceof ConnectorError) && listed.length > 0) {
    return {
      state: 'passed',
      message: 'The access token lists its organization, as one without scopes does.',
    }
  }
  return {
    state: 'warning',
    message: 'The access token does not list its organization, which is typical of one created with scopes.',
    fix: 'Changes need a key without scopes. Reading may work as it is.',
  }
}

async function checkDirectories({ client, signal }: Context): Promise<Found> {
  const directories = await client.listDirectories(signal)
  if (directories.length === 0) {
    return {
      state: 'failed',
      message: 'The access token sees no directory.',
      fix: askAdmin,
      field: 'accessToken',
    }
  }
  return {
    state: 'passed',
    message: directories.length === 1 ? '1 directory.' : `${directories.length} directories.`,
  }
}

async function checkUsers(context: Context): Promise<Found> {
  const [user] = await firstPage(context.client.searchUsers({ limit: 1 }, context.signal))
  if (!user) return { state: 'warning', message: 'The list of users is empty.', fix: askAdmin }
  context.someAccountId = user.accountId
  return { state: 'passed', message: 'The list of users can be read.' }
}

async function checkGroups({ client, signal }: Context): Promise<Found> {
  const groups = await firstPage(client.searchGroups({ limit: 1 }, signal))
  if (groups.length === 0) return { state: 'warning', message: 'The list of groups is empty.', fix: askAdmin }
  return { state: 'passed', message: 'The list of groups can be read.' }
}

async function checkWorkspaces({ client, signal }: Context): Promise<Found> {
  const workspaces = await firstPage(client.listWorkspaces(signal, { limit: 1 }))
  if (workspaces.length === 0)
    return { state: 'warning', message: 'The list of workspaces is empty.', fix: askAdmin }
  return { state: 'passed', message: 'The list of workspaces can be read.' }
}

async function checkRoles({ client, signal, someAccountId }: Context): Promise<Found> {
  if (!someAccountId) return { state: 'warning', message: 'There is no user to read the roles of.' }
  await client.listUserRoles(someAccountId, signal)
  return { state: 'passed', message: 'The roles of a user can be read.' }
}

async function firstPage<T>(pages: AsyncGenerator<Page<T>>): Promise<T[]> {
  for await (const { rows } of pages) return rows
  return []
}

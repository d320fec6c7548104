import type {
  AccountAccess,
  CallReport,
  Connector,
  PhaseCoverage,
  SyncPhase,
  WaitReport,
} from '../contract.ts'
import { capabilities, grantAccess, revokeAccess } from './change-access.ts'
import { checkConnection } from './check-connection.ts'
import { createAtlassianClient, type AtlassianClient } from './client.ts'
import type { AtlassianConfig } from './config.ts'
import { findRemaining } from './find-remaining.ts'
import { listGroupsOf } from './list-groups-of.ts'
import { lastSegment, toAccountRecord, toHeldRoles } from './mapper.ts'
import { sharedPace } from './http/pace.ts'
import { createPhaseReader } from './phases/read-phases.ts'
import { searchableRoles } from './roles.ts'

export interface AtlassianConnectorInput {
  config: AtlassianConfig
  accessToken: string
  /** Base of the organization API, e.g. `https://api.atlassian.com/admin`. */
  baseUrl: string
  /** Told of every call that was sent, retries too. */
  onCall?: (call: CallReport) => void
  /** Told of every pause of a second or more, imposed by the rate limit or a failure, when it begins. */
  onWait?: (wait: WaitReport) => void
  /** First pause between tries of a read, doubled each time; 1000 unless a test wants it shorter. */
  backoffBaseMs?: number
  /** How long one call may wait for the rate limit in all, in milliseconds; two minutes unless given. */
  patienceMs?: number
}

/** A person waits for the answer, so it is given up sooner than by a sync. */
const whilePersonWaits = { timeoutMs: 10_000, maxTries: 2, patienceMs: 5000 }

const none: PhaseCoverage = { needs: [], resourceTypes: [], accounts: false, entitlementsOn: [], grants: [] }

/** What each phase is complete about. Entitlements of a resource type are, once the last phase that can see one is. */
const coverageOf: Record<SyncPhase, PhaseCoverage> = {
  organization: { ...none, resourceTypes: ['organization'] },
  workspaces: { ...none, resourceTypes: ['workspace'] },
  groups: { ...none, resourceTypes: ['group'], entitlementsOn: ['group'] },
  'group-roles': {
    ...none,
    needs: ['organization', 'workspaces', 'groups'],
    grants: [
      { on: 'workspace', by: 'group' },
      { on: 'organization', by: 'group' },
    ],
  },
  accounts: {
    ...none,
    needs: ['organization', 'groups'],
    accounts: true,
    grants: [{ on: 'group', by: 'account' }],
  },
  'role-holders': {
    ...none,
    needs: ['organization', 'workspaces', 'group-roles', 'accounts'],
    entitlementsOn: ['organization', 'workspace'],
    grants: [
      { on: 'organization', by: 'account' },
      { on: 'workspace', by: 'account', slugs: searchableRoles },
    ],
  },
}

/** An Atlassian organization as a connected system. Opening sends nothing. */
export function createAtlassianConnector({ config, ...options }: AtlassianConnectorInput): Connector {
  const { organizationId } = config
  const pace = sharedPace(options.baseUrl, organizationId)
  const client = createAtlassianClient({ ...options, organizationId, pace })
  return {
    capabilities,
    check(signal, known = {}) {
      return checkConnection({ ...options, ...whilePersonWaits, organizationId }, signal, known)
    },
    coverage: (phase) => coverageOf[phase],
    readPhase: createPhaseReader(client, config),
    grant: (accountId, target, signal) => grantAccess(client, accountId, target, signal),
    revoke: (accountId, target, signal) => revokeAccess(client, accountId, target, signal),
    findRemaining: (losses, signal) => findRemaining({ client, organizationId, signal }, losses),
    readAccess: (accountId, signal) => readAccess(client, organizationId, accountId, signal),
  }
}

/**
 * The organizations that a key lists; none for one that was created with scopes.
 * @throws ConnectorError; the signal's reason.
 */
export async function listOrganizations(
  key: Pick<AtlassianConnectorInput, 'accessToken' | 'baseUrl'>,
  signal: AbortSignal,
): Promise<{ id: string; name: string }[]> {
  const client = createAtlassianClient({ ...key, ...whilePersonWaits, organizationId: '' })
  const organizations = await client.listOrganizations(signal)
  return organizations.map(({ id, attributes }) => ({ id, name: attributes?.name || id }))
}

async function readAccess(
  client: AtlassianClient,
  organizationId: string,
  accountId: string,
  signal: AbortSignal,
): Promise<AccountAccess> {
  const expand = ['platformRoles', 'groups', 'productAccess'] as const
  let account: AccountAccess['account'] = null
  let groupExternalIds: string[] | null = null
  for await (const { rows } of client.searchUsers({ accountIds: [accountId], expand: [...expand] }, signal)) {
    const user = rows.find((one) => one.accountId === accountId)
    if (!user) continue
    account = toAccountRecord(user)
    groupExternalIds = user.groups?.map((group) => lastSegment(group.id)) ?? null
  }
  if (!account) return { account: null, groupExternalIds: [], roles: [] }
  // Public clients have seen the expansion left out when all directories are searched at once.
  groupExternalIds ??= await listGroupsOf(client, accountId, signal)
  const roles = toHeldRoles(await client.listUserRoles(accountId, signal), organizationId)
  return { account, groupExternalIds, roles }
}

import type { Connector, SyncPhase } from '../../contract.ts'
import type { AtlassianClient } from '../client.ts'
import type { AtlassianConfig } from '../config.ts'
import { readAccounts } from './read-accounts.ts'
import { readGroupRoles } from './read-group-roles.ts'
import { readGroups, readOrganization, readWorkspaces } from './read-resources.ts'
import { readRoleHolders } from './read-role-holders.ts'
import type { ReadPhase } from './reading.ts'

const phases: Record<SyncPhase, ReadPhase> = {
  organization: readOrganization,
  workspaces: readWorkspaces,
  groups: readGroups,
  accounts: readAccounts,
  'group-roles': readGroupRoles,
  'role-holders': readRoleHolders,
}

/** Reads the phases of one organization. Keeps nothing between them: any page may be the last that it is asked for. */
export function createPhaseReader(client: AtlassianClient, config: AtlassianConfig): Connector['readPhase'] {
  return (phase, { after, staged }, signal) =>
    phases[phase]({ client, organizationId: config.organizationId, staged, signal }, after)
}

import type { PhaseCoverage, SyncPhase } from '../contract.ts'

const none: PhaseCoverage = { resourceTypes: [], accounts: false, entitlementsOn: [], grants: [] }

/** What each phase is complete about. Entitlements of a resource type are, once the last phase that can see one is. */
export const coverageOf: Record<SyncPhase, PhaseCoverage> = {
  organization: { ...none, resourceTypes: ['organization'] },
  workspaces: { ...none, resourceTypes: ['workspace'] },
  groups: { ...none, resourceTypes: ['group'], entitlementsOn: ['group'] },
  accounts: {
    ...none,
    accounts: true,
    grants: [
      { on: 'group', by: 'account' },
      { on: 'organization', by: 'account' },
    ],
  },
  'group-roles': {
    ...none,
    entitlementsOn: ['organization'],
    grants: [
      { on: 'workspace', by: 'group' },
      { on: 'organization', by: 'group' },
    ],
  },
  'role-holders': { ...none, entitlementsOn: ['workspace'], grants: [{ on: 'workspace', by: 'account' }] },
}

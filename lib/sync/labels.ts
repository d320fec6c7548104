import type { SyncPhase } from '#lib/connectors/contract.ts'

/** What each phase reads, in the words of the screen. */
export const phaseLabels: Record<SyncPhase, string> = {
  organization: 'Organization',
  workspaces: 'Workspaces',
  groups: 'Groups',
  'group-roles': 'Roles of groups',
  accounts: 'Accounts and memberships',
  'role-holders': 'Holders of roles',
}

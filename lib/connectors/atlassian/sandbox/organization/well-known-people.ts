import type { Model } from '../model.ts'
import { plainAccount, type SandboxGroup, type SandboxWorkspace } from '../records.ts'
import type { Random } from './random.ts'

/**
 * People whose access is the same for every seed, for tours, screenshots and tests:
 * Ada holds Jira on acme directly and through a group; Grace only through a group; Alan holds Confluence on acme through a
 * group of the identity provider, which cannot be changed; Katherine is suspended; Margaret is an organization admin.
 */
export function addWellKnownPeople(model: Model, random: Random): void {
  const ada = add(model, random, 'Ada Lovelace', 'Staff Engineer')
  const grace = add(model, random, 'Grace Hopper', 'Principal Engineer')
  const alan = add(model, random, 'Alan Turing', 'Research Lead')
  const katherine = add(model, random, 'Katherine Johnson', 'Data Scientist')
  const margaret = add(model, random, 'Margaret Hamilton', 'Head of IT')

  const jira = findWorkspace(model, 'jira-software', 'acme')
  if (jira) model.apply({ type: 'assign-role', accountId: ada, resourceId: jira.id, role: 'atlassian/user' })
  join(model, ada, 'jira-users-acme')
  join(model, grace, 'jira-users-acme')

  const research = model.groups.values().find((group) => group.name === 'okta-product') ?? firstSynced(model)
  const confluence = findWorkspace(model, 'confluence', 'acme')
  if (research && confluence) {
    model.apply({
      type: 'assign-group-role',
      groupId: research.id,
      resourceId: confluence.id,
      role: 'atlassian/user',
    })
    model.apply({ type: 'add-member', accountId: alan, groupId: research.id })
  }

  const suspended = model.accounts.get(katherine)
  if (suspended) suspended.membershipStatus = 'suspended'
  join(model, katherine, 'jira-users-acme')

  model.apply({ type: 'assign-platform-role', accountId: margaret, role: 'atlassian/org-admin' })
  join(model, margaret, 'jira-site-admins-acme')
}

function add(model: Model, random: Random, name: string, jobTitle: string): string {
  const email = `${name.toLowerCase().replace(' ', '.')}@acme.example`
  const accountId = `712020:${random.uuid()}`
  model.addAccount({ ...plainAccount({ accountId, name, email }, model.nextPosition()), jobTitle })
  return accountId
}

function join(model: Model, accountId: string, groupName: string): void {
  const group = model.groups.values().find((one) => one.name === groupName)
  if (group) model.apply({ type: 'add-member', accountId, groupId: group.id })
}

function firstSynced(model: Model): SandboxGroup | undefined {
  return model.groups.values().find((group) => group.synced)
}

/** The workspace of a product on a site. */
export function findWorkspace(
  model: Model,
  productKey: string,
  siteName: string,
): SandboxWorkspace | undefined {
  return model.workspaces.values().find((one) => one.productKey === productKey && one.siteName === siteName)
}

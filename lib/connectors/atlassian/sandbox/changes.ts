import { holding, plainAccount, type SandboxAccount, type SandboxGroup } from './records.ts'

/** A change that was accepted; also one line of the journal. */
export type Change =
  | { type: 'assign-role' | 'revoke-role'; accountId: string; resourceId: string; role: string }
  | { type: 'assign-platform-role' | 'revoke-platform-role'; accountId: string; role: string }
  | { type: 'add-member' | 'remove-member'; accountId: string; groupId: string }
  | { type: 'add-account'; accountId: string; name: string; email: string }
  | { type: 'remove-account' | 'remove-from-directory'; accountId: string }
  | { type: 'suspend' | 'restore' | 'deactivate' | 'reactivate'; accountId: string }
  | { type: 'rename'; accountId: string; name: string }
  | { type: 'change-email'; accountId: string; email: string }
  | { type: 'create-group'; groupId: string; name: string; description: string }
  | { type: 'delete-group'; groupId: string }
  | { type: 'assign-group-role' | 'revoke-group-role'; groupId: string; resourceId: string; role: string }

/** What a change is carried out on. `direct` and `carriers`: `<workspace id>#<role>` → ids of accounts, of groups. */
export interface Store {
  accounts: Map<string, SandboxAccount>
  groups: Map<string, SandboxGroup>
  direct: Map<string, Set<string>>
  carriers: Map<string, Set<string>>
  nextPosition: () => number
  addAccount: (account: SandboxAccount) => void
}

/** Carries out a change; one that is already so, or names something that is gone, does nothing. */
export function applyChange(store: Store, change: Change): void {
  if (change.type === 'add-account') {
    if (!store.accounts.has(change.accountId)) store.addAccount(plainAccount(change, store.nextPosition()))
    return
  }
  if (change.type === 'create-group') {
    createGroup(store, change)
    return
  }
  if (!('accountId' in change)) {
    const group = store.groups.get(change.groupId)
    if (group) changeGroup(store, group, change)
    return
  }
  const account = store.accounts.get(change.accountId)
  if (account) changeAccount(store, account, change)
}

type GroupChange = Extract<Change, { type: 'delete-group' | 'assign-group-role' | 'revoke-group-role' }>
type AccountChange = Exclude<Change, GroupChange | { type: 'add-account' | 'create-group' }>

function createGroup(
  { groups, nextPosition }: Store,
  change: Extract<Change, { type: 'create-group' }>,
): void {
  if (groups.has(change.groupId)) return
  groups.set(change.groupId, {
    id: change.groupId,
    position: nextPosition(),
    name: change.name,
    description: change.description,
    synced: false,
    defaultFor: null,
    roles: new Set(),
    members: new Set(),
  })
}

function changeGroup(store: Store, group: SandboxGroup, change: GroupChange): void {
  if (change.type === 'delete-group') {
    for (const accountId of group.members) store.accounts.get(accountId)?.groups.delete(group.id)
    for (const key of group.roles) store.carriers.get(key)?.delete(group.id)
    store.groups.delete(group.id)
    return
  }
  const key = holding(change.resourceId, change.role)
  if (change.type === 'assign-group-role') {
    group.roles.add(key)
    into(store.carriers, key).add(group.id)
  } else {
    group.roles.delete(key)
    store.carriers.get(key)?.delete(group.id)
  }
}

function changeAccount(store: Store, account: SandboxAccount, change: AccountChange): void {
  const { accountId } = account
  switch (change.type) {
    case 'assign-role':
      account.roles.add(holding(change.resourceId, change.role))
      into(store.direct, holding(change.resourceId, change.role)).add(accountId)
      break
    case 'revoke-role':
      account.roles.delete(holding(change.resourceId, change.role))
      store.direct.get(holding(change.resourceId, change.role))?.delete(accountId)
      break
    case 'assign-platform-role':
      account.platformRoles.add(change.role)
      break
    case 'revoke-platform-role':
      account.platformRoles.delete(change.role)
      break
    case 'add-member':
      if (!store.groups.has(change.groupId)) break
      account.groups.add(change.groupId)
      store.groups.get(change.groupId)?.members.add(accountId)
      break
    case 'remove-member':
      account.groups.delete(change.groupId)
      store.groups.get(change.groupId)?.members.delete(accountId)
      break
    case 'remove-account':
      takeEverything(store, account)
      store.accounts.delete(accountId)
      break
    case 'remove-from-directory':
      takeEverything(store, account)
      // A managed account stays one of the organization's, in no directory; any other is not its any more.
      if (account.claimStatus === 'managed') account.membershipStatus = 'no_membership'
      else store.accounts.delete(accountId)
      break
    case 'suspend':
    case 'restore':
    case 'deactivate':
    case 'reactivate':
    case 'rename':
    case 'change-email':
      changeState(account, change)
      break
  }
}

function changeState(
  account: SandboxAccount,
  change: Extract<
    AccountChange,
    { type: 'suspend' | 'restore' | 'deactivate' | 'reactivate' | 'rename' | 'change-email' }
  >,
): void {
  switch (change.type) {
    case 'suspend':
      account.membershipStatus = 'suspended'
      break
    case 'restore':
      account.membershipStatus = 'active'
      break
    case 'deactivate':
      account.accountStatus = 'inactive'
      break
    case 'reactivate':
      account.accountStatus = 'active'
      break
    case 'rename':
      account.name = change.name
      break
    case 'change-email':
      account.email = change.email
      break
  }
}

function takeEverything({ groups, direct }: Store, account: SandboxAccount): void {
  for (const groupId of account.groups) groups.get(groupId)?.members.delete(account.accountId)
  for (const key of account.roles) direct.get(key)?.delete(account.accountId)
  account.groups.clear()
  account.roles.clear()
  account.platformRoles.clear()
}

export function into<V>(map: Map<string, Set<V>>, key: string): Set<V> {
  const known = map.get(key)
  if (known) return known
  const fresh = new Set<V>()
  map.set(key, fresh)
  return fresh
}

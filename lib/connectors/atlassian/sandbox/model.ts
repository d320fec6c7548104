import { applyChange, into, type Change } from './changes.ts'
import {
  holding,
  seatRoles,
  statusOf,
  type SandboxAccount,
  type SandboxGroup,
  type SandboxWorkspace,
} from './records.ts'

/** One organization with its indexes. Every list is in order of position, so that a cursor can stand between rows. */
export class Model {
  readonly organizationId: string
  readonly organizationName: string
  readonly directoryId: string
  readonly workspaces = new Map<string, SandboxWorkspace>()
  readonly accounts = new Map<string, SandboxAccount>()
  readonly groups = new Map<string, SandboxGroup>()
  /** Grows with every change; lists that were put together before are stale. */
  version = 0
  readonly #direct = new Map<string, Set<string>>()
  readonly #carriers = new Map<string, Set<string>>()
  #lastPosition = 0

  constructor(input: { organizationId: string; organizationName: string; directoryId: string }) {
    this.organizationId = input.organizationId
    this.organizationName = input.organizationName
    this.directoryId = input.directoryId
  }

  nextPosition(): number {
    this.#lastPosition += 1
    return this.#lastPosition
  }

  addAccount(account: SandboxAccount): void {
    this.accounts.set(account.accountId, account)
    this.version += 1
  }

  addGroup(group: SandboxGroup): void {
    this.groups.set(group.id, group)
    for (const key of group.roles) into(this.#carriers, key).add(group.id)
    this.version += 1
  }

  /** Ids of accounts that hold the role, directly or through a group. */
  holders(resourceId: string, role: string): Set<string> {
    const key = holding(resourceId, role)
    const found = new Set(this.#direct.get(key))
    for (const groupId of this.#carriers.get(key) ?? []) {
      for (const accountId of this.groups.get(groupId)?.members ?? []) found.add(accountId)
    }
    return found
  }

  /** Ids of active accounts with a seat on the workspace. */
  seats(resourceId: string): Set<string> {
    const seated = new Set<string>()
    for (const role of seatRoles) {
      for (const accountId of this.holders(resourceId, role)) {
        const account = this.accounts.get(accountId)
        if (account && statusOf(account) === 'active') seated.add(accountId)
      }
    }
    return seated
  }

  /** Roles of the account: `<workspace id>#<role>` → how it is held. */
  rolesOf(account: SandboxAccount): Map<string, Set<'direct' | 'group_direct' | 'inferred'>> {
    const held = new Map<string, Set<'direct' | 'group_direct' | 'inferred'>>()
    for (const key of account.roles) into(held, key).add('direct')
    for (const groupId of account.groups) {
      for (const key of this.groups.get(groupId)?.roles ?? []) into(held, key).add('group_direct')
    }
    return held
  }

  /** Carries out a change; one that is already so, or names something that is gone, does nothing. */
  apply(change: Change): void {
    this.version += 1
    const { accounts, groups } = this
    const nextPosition = () => this.nextPosition()
    applyChange({ accounts, groups, direct: this.#direct, carriers: this.#carriers, nextPosition }, change)
  }
}

import { applyChange, into, type Change } from './changes.ts'
import { firstAfter } from './pages.ts'
import {
  holding,
  seatRoles,
  statusOf,
  type SandboxAccount,
  type SandboxGroup,
  type SandboxWorkspace,
} from './records.ts'

const none: ReadonlySet<string> = new Set()

/** One organization with its indexes. Every list is in order of position, so that a cursor can stand between rows. */
export class Model {
  readonly organizationId: string
  readonly organizationName: string
  readonly directoryId: string
  readonly workspaces = new Map<string, SandboxWorkspace>()
  readonly accounts = new Map<string, SandboxAccount>()
  readonly groups = new Map<string, SandboxGroup>()
  /** Grows with every change. */
  version = 0
  /** In order of position; those that left since stay in it until they outnumber the rest. */
  #inOrder: SandboxAccount[] = []
  /** Accounts with a seat by workspace: worked out when first asked for, then kept up with every change. */
  readonly #seated = new Map<string, Set<string>>()
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
    if (this.#inOrder.length > 2 * this.accounts.size) this.#inOrder = [...this.accountsAfter(0)]
    this.#inOrder.push(account)
  }

  /** Accounts behind a position, in order. What is added or removed between two reads disturbs no other row. */
  *accountsAfter(position: number): Generator<SandboxAccount> {
    const rows = this.#inOrder
    for (let index = firstAfter(rows, position); index < rows.length; index += 1) {
      const account = rows[index]
      if (account && this.accounts.get(account.accountId) === account) yield account
    }
  }

  addGroup(group: SandboxGroup): void {
    this.groups.set(group.id, group)
    for (const key of group.roles) into(this.#carriers, key).add(group.id)
    this.#seated.clear()
  }

  /** Ids of accounts that were assigned the role themselves. */
  directHolders(resourceId: string, role: string): ReadonlySet<string> {
    return this.#direct.get(holding(resourceId, role)) ?? none
  }

  /** Ids of groups that carry the role. */
  carriers(resourceId: string, role: string): ReadonlySet<string> {
    return this.#carriers.get(holding(resourceId, role)) ?? none
  }

  /** Ids of accounts that hold the role, directly or through a group. */
  holders(resourceId: string, role: string): Set<string> {
    const found = new Set(this.directHolders(resourceId, role))
    for (const groupId of this.carriers(resourceId, role)) {
      for (const accountId of this.groups.get(groupId)?.members ?? []) found.add(accountId)
    }
    return found
  }

  /** Ids of active accounts with a seat on the workspace. */
  seats(resourceId: string): ReadonlySet<string> {
    const known = this.#seated.get(resourceId)
    if (known) return known
    const seated = new Set<string>()
    for (const role of seatRoles) {
      for (const accountId of this.holders(resourceId, role)) {
        const account = this.accounts.get(accountId)
        if (account && statusOf(account) === 'active') seated.add(accountId)
      }
    }
    this.#seated.set(resourceId, seated)
    return seated
  }

  /** Brings the seats up to date for one account; a change of a group's roles forgets them instead. */
  #seatAnew(accountId: string): void {
    if (this.#seated.size === 0) return
    const account = this.accounts.get(accountId)
    const takes = account && statusOf(account) === 'active' ? this.rolesOf(account) : none
    for (const [resourceId, seated] of this.#seated) {
      const isSeated = seatRoles.values().some((role) => takes.has(holding(resourceId, role)))
      if (isSeated) seated.add(accountId)
      else seated.delete(accountId)
    }
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
    applyChange(
      {
        accounts: this.accounts,
        groups: this.groups,
        direct: this.#direct,
        carriers: this.#carriers,
        nextPosition: () => this.nextPosition(),
        addAccount: (account) => this.addAccount(account),
      },
      change,
    )
    if ('accountId' in change) this.#seatAnew(change.accountId)
    else this.#seated.clear()
  }
}

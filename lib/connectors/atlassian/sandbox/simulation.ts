import { FaultPlan } from './http/fault-plan.ts'
import { RateLimits } from './http/rate-limits.ts'
import type { Change } from './changes.ts'
import type { Model } from './model.ts'
import { holding, type SandboxAccount } from './records.ts'
import { defaultSettings, type Settings } from './settings.ts'

interface Pending {
  dueAt: number
  change: Change
}

/** What the audit log keeps of a change. */
export interface LoggedChange {
  at: number
  change: Change
  /** What the objects were called when it happened. */
  names: { account: string | null; email: string | null; group: string | null }
}

function namesIn(model: Model, change: Change): LoggedChange['names'] {
  const account = 'accountId' in change ? model.accounts.get(change.accountId) : undefined
  const group = 'groupId' in change ? model.groups.get(change.groupId) : undefined
  return {
    account: change.type === 'add-account' ? change.name : (account?.name ?? null),
    email: change.type === 'add-account' ? change.email : (account?.email ?? null),
    group: change.type === 'create-group' ? change.name : (group?.name ?? null),
  }
}

/** One running sandbox: the organization that reads see, what is accepted but not visible yet, and the switches. */
export class Simulation {
  readonly model: Model
  readonly accessToken: string
  readonly settings: Settings = { ...defaultSettings }
  readonly requests = new Map<string, number>()
  readonly faults = new FaultPlan()
  readonly rateLimits = new RateLimits()
  readonly #record: (change: Change) => void
  readonly #log: LoggedChange[] = []
  #pending: Pending[] = []
  #answers = 0

  constructor(input: { model: Model; accessToken: string; record?: (change: Change) => void }) {
    this.model = input.model
    this.accessToken = input.accessToken
    this.#record = input.record ?? (() => undefined)
  }

  /** Accepts a change: written to the journal and the audit log at once, visible after the lag, or a longer one. */
  commit(change: Change, lagMs = 0): void {
    this.#record(change)
    this.#log.push({ at: Date.now(), change, names: namesIn(this.model, change) })
    const waitMs = Math.max(lagMs, this.settings.visibilityLagMs)
    if (waitMs > 0) this.#pending.push({ dueAt: Date.now() + waitMs, change })
    else this.model.apply(change)
  }

  /** Accepted changes since the start, oldest first, as far as the audit log tells them by now. */
  get log(): readonly LoggedChange[] {
    const { eventsLicensed, eventDelayMs } = this.settings
    if (!eventsLicensed) return []
    return eventDelayMs === 0 ? this.#log : this.#log.filter(({ at }) => at + eventDelayMs <= Date.now())
  }

  /** Makes visible what is due. */
  settle(now: number): void {
    const due = this.#pending.filter((one) => one.dueAt <= now)
    if (due.length === 0) return
    this.#pending = this.#pending.filter((one) => one.dueAt > now)
    for (const { change } of due) this.model.apply(change)
  }

  /** Changes that reads do not see yet. */
  get pending(): readonly Change[] {
    return this.#pending.map((one) => one.change)
  }

  /** Names an answer: the same for the same calls in the same order. */
  nextRequestId(): string {
    this.#answers += 1
    return this.#answers.toString(16).padStart(32, '0')
  }

  /** Whether one more account finds a seat on the workspace; one that has a seat there always does. */
  hasSeatFor(account: SandboxAccount, resourceId: string): boolean {
    const capacity = this.model.workspaces.get(resourceId)?.capacity ?? null
    if (capacity === null) return true
    const seats = this.model.seats(resourceId)
    const awaited = this.#seatsAwaited(resourceId)
    const taken = seats.size + awaited.difference(seats).size
    return seats.has(account.accountId) || awaited.has(account.accountId) || taken < capacity
  }

  /** Whether all members of a group find a seat on the workspace. */
  hasSeatsForAll(memberIds: Iterable<string>, resourceId: string): boolean {
    const capacity = this.model.workspaces.get(resourceId)?.capacity ?? null
    if (capacity === null) return true
    return (
      this.model.seats(resourceId).union(this.#seatsAwaited(resourceId)).union(new Set(memberIds)).size <=
      capacity
    )
  }

  /** Accounts that will have a seat on the workspace once what is accepted becomes visible. */
  #seatsAwaited(resourceId: string): Set<string> {
    const awaited = new Set<string>()
    for (const change of this.pending) {
      if (change.type === 'assign-role' && change.resourceId === resourceId) awaited.add(change.accountId)
      if (change.type === 'add-member' && carries(this.model, change.groupId, resourceId))
        awaited.add(change.accountId)
    }
    return awaited
  }
}

function carries(model: Model, groupId: string, resourceId: string): boolean {
  const roles = model.groups.get(groupId)?.roles
  return Boolean(
    roles?.has(holding(resourceId, 'atlassian/user')) || roles?.has(holding(resourceId, 'atlassian/admin')),
  )
}

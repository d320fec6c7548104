import { FaultPlan } from './http/fault-plan.ts'
import { RateLimits } from './http/rate-limits.ts'
import { holding, type Change, type Model, type SandboxAccount } from './model.ts'
import { defaultSettings, type Settings } from './settings.ts'

interface Pending {
  dueAt: number
  change: Change
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
  #pending: Pending[] = []
  #answers = 0

  constructor(input: { model: Model; accessToken: string; record?: (change: Change) => void }) {
    this.model = input.model
    this.accessToken = input.accessToken
    this.#record = input.record ?? (() => undefined)
  }

  /** Accepts a change: written to the journal at once, visible after the lag. */
  commit(change: Change): void {
    this.#record(change)
    const { visibilityLagMs } = this.settings
    if (visibilityLagMs > 0) this.#pending.push({ dueAt: Date.now() + visibilityLagMs, change })
    else this.model.apply(change)
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
    for (const change of this.pending) {
      if (change.type === 'assign-role' && change.resourceId === resourceId) seats.add(change.accountId)
      if (change.type === 'add-member' && carries(this.model, change.groupId, resourceId))
        seats.add(change.accountId)
    }
    return seats.has(account.accountId) || seats.size < capacity
  }
}

function carries(model: Model, groupId: string, resourceId: string): boolean {
  const roles = model.groups.get(groupId)?.roles
  return Boolean(
    roles?.has(holding(resourceId, 'atlassian/user')) || roles?.has(holding(resourceId, 'atlassian/admin')),
  )
}

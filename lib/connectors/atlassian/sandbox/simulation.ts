import { holding, type Change, type Model, type SandboxAccount } from './model.ts'

/** Behaviour that Atlassian leaves open, or that a test wants different. */
export interface Settings {
  /** How long an accepted change stays invisible to reads, in milliseconds. */
  visibilityLagMs: number
  /** `default-group`: a role is given by joining the default group that carries it. */
  assignMode: 'direct' | 'default-group'
  /** How the end of a list is written. */
  next: 'null' | 'absent'
  /** How the workspaces endpoint writes its next link. */
  workspaceNext: 'cursor' | 'url'
  /** Whether the user search over all directories tells memberships. */
  expandGroups: boolean
  /** Answer to adding a member again. */
  sameMember: 204 | 409
}

export const defaultSettings: Settings = {
  visibilityLagMs: 0,
  assignMode: 'direct',
  next: 'null',
  workspaceNext: 'cursor',
  expandGroups: true,
  sameMember: 204,
}

/** A fault for the next calls of an endpoint. */
export interface Fault {
  /** Method and path template, or `*`. */
  endpoint: string
  /** How many calls it hits; 1 unless given. */
  count: number
  status?: number | undefined
  body?: unknown
  headers?: Record<string, string> | undefined
  /** Close the connection without an answer. */
  reset?: boolean | undefined
  /** Answer with a web page, as a proxy in between does. */
  html?: boolean | undefined
  /** Answer with the status and nothing else. */
  empty?: boolean | undefined
  /** Redirect there. */
  location?: string | undefined
  delayMs?: number | undefined
}

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
  faults: Fault[] = []
  readonly #record: (change: Change) => void
  #pending: Pending[] = []

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

  /** The fault for this call, used up by it. */
  takeFault(endpoint: string): Fault | null {
    const fault = this.faults.find((one) => one.endpoint === '*' || one.endpoint === endpoint)
    if (!fault) return null
    fault.count -= 1
    if (fault.count <= 0) this.faults = this.faults.filter((one) => one !== fault)
    return fault
  }
}

function carries(model: Model, groupId: string, resourceId: string): boolean {
  const roles = model.groups.get(groupId)?.roles
  return Boolean(
    roles?.has(holding(resourceId, 'atlassian/user')) || roles?.has(holding(resourceId, 'atlassian/admin')),
  )
}

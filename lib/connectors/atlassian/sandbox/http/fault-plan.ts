import { createRandom, type Random } from '../organization/random.ts'
import { templateOf } from './endpoints.ts'
import type { Fault } from './fault.ts'

interface Planned {
  fault: Fault
  /** Null: without an end. */
  left: number | null
  /** Calls that it lets pass before it hits one. */
  toSkip: number
  hits: number
  random: Random
}

/** Faults that are still to come. The first one that fits a call hits it. */
export class FaultPlan {
  #planned: Planned[] = []

  add(fault: Fault): void {
    const left = fault.count ?? (fault.share === undefined ? 1 : null)
    this.#planned.push({ fault, left, toSkip: fault.skip ?? 0, hits: 0, random: createRandom(fault.seed) })
  }

  clear(): void {
    this.#planned = []
  }

  /** The fault for this call, used up by it. Calls that a share does not hit go on to the faults behind it. */
  take(endpoint: string, hasCursor: boolean): Fault | null {
    for (const planned of this.#planned) {
      const { fault, random } = planned
      const fits = fault.endpoint === '*' || templateOf(fault.endpoint) === templateOf(endpoint)
      if (!fits || planned.left === 0 || (fault.repeatCursor && !hasCursor)) continue
      if (fault.share !== undefined && random.next() >= fault.share) continue
      if (planned.toSkip > 0) {
        planned.toSkip -= 1
        continue
      }
      planned.hits += 1
      if (planned.left !== null) planned.left -= 1
      return fault
    }
    return null
  }

  /** All since the last clearing, in order, those that are used up too. */
  list(): (Fault & { left: number | null; hits: number })[] {
    return this.#planned.map(({ fault, left, hits }) => ({ ...fault, left, hits }))
  }
}

/** One of several lists that are read at the same time. */
export interface Unit<T, State> {
  /** Its name among all units, the same in every process. */
  key: string
  /**
   * Its pages behind `after`; null: from the beginning. `next` is where it goes on behind a page, null when there is
   * nothing more. Must listen to the signal that it is given.
   */
  read(after: State | null, signal: AbortSignal): AsyncGenerator<{ page: T; next: State | null }>
}

/** How far the reading of several units has come. */
export interface InterleavePlace<State> {
  /** Units up to this key have been begun, in the order of their keys; null: none. */
  startedUpTo: string | null
  /** Those of them that are not at their end, each with where it goes on; null: from its beginning. */
  open: Record<string, State | null>
}

interface Lane<T, State> {
  key: string
  pages: AsyncGenerator<{ page: T; next: State | null }>
}

/**
 * Reads several units at the same time, at most `width` of them, and yields what comes first, each page with the place
 * behind it: whoever keeps the pages up to there and goes on after that place, with the same units, misses nothing and
 * reads nothing twice. All stop at the first failure and when the reader stops early. Units that go on somewhere inside
 * are all asked before the first page is yielded, so that a place which is not known any more fails first.
 * @param after the place to go on behind; null: from the beginning.
 */
export async function* interleave<T, State>(
  units: readonly Unit<T, State>[],
  width: number,
  after: InterleavePlace<State> | null,
  signal: AbortSignal,
): AsyncGenerator<{ page: T; place: InterleavePlace<State> }> {
  const stop = new AbortController()
  const linked = AbortSignal.any([signal, stop.signal])
  const sorted = units.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const open = new Map<string, State | null>()
  let startedUpTo = after?.startedUpTo ?? null
  type Pulled = { lane: Lane<T, State>; result: IteratorResult<{ page: T; next: State | null }> }
  const pulls = new Map<Lane<T, State>, Promise<Pulled>>()
  const pull = (lane: Lane<T, State>) => {
    const pulled = lane.pages.next().then((result) => ({ lane, result }))
    // A unit that is left behind fails by the abort below; nobody waits for it any more.
    pulled.catch(() => undefined)
    pulls.set(lane, pulled)
  }
  const start = (unit: Unit<T, State>, from: State | null) => {
    open.set(unit.key, from)
    pull({ key: unit.key, pages: unit.read(from, linked) })
  }
  const begun = (key: string) => startedUpTo !== null && key <= startedUpTo
  const unread = sorted.filter(({ key }) => !begun(key)).values()
  const startNext = () => {
    const { value: unit } = unread.next()
    if (!unit) return
    startedUpTo = unit.key
    start(unit, null)
  }
  const left = new Map(Object.entries(after?.open ?? {}))
  try {
    for (const unit of sorted) {
      const from = left.get(unit.key)
      if (from !== undefined) start(unit, from)
    }
    await Promise.all(pulls.values())
    for (let place = pulls.size; place < width; place += 1) startNext()
    while (pulls.size > 0) {
      const { lane, result } = await Promise.race(pulls.values())
      pulls.delete(lane)
      const next = result.done ? null : result.value.next
      if (next === null) {
        open.delete(lane.key)
        startNext()
      } else {
        open.set(lane.key, next)
        pull(lane)
      }
      if (!result.done) {
        yield { page: result.value.page, place: { startedUpTo, open: Object.fromEntries(open) } }
      }
    }
  } finally {
    stop.abort()
  }
}

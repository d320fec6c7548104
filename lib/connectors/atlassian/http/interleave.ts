/**
 * Reads several lists at the same time, at most `width` of them, and yields what comes first. All stop at the first
 * failure and when the reader stops early; the sources must listen to the signal they are given.
 */
export async function* interleave<T>(
  sources: readonly ((signal: AbortSignal) => AsyncGenerator<T>)[],
  width: number,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const stop = new AbortController()
  const linked = AbortSignal.any([signal, stop.signal])
  type Pulled = { from: AsyncGenerator<T>; result: IteratorResult<T> }
  const pulls = new Map<AsyncGenerator<T>, Promise<Pulled>>()
  const pull = (from: AsyncGenerator<T>) => {
    const pulled = from.next().then((result) => ({ from, result }))
    // A source that is left behind fails by the abort below; nobody waits for it any more.
    pulled.catch(() => undefined)
    pulls.set(from, pulled)
  }
  const unread = sources.values()
  const startNext = () => {
    const { value: source } = unread.next()
    if (source) pull(source(linked))
  }
  try {
    for (let place = 0; place < width; place += 1) startNext()
    while (pulls.size > 0) {
      const { from, result } = await Promise.race(pulls.values())
      pulls.delete(from)
      if (result.done) startNext()
      else {
        pull(from)
        yield result.value
      }
    }
  } finally {
    stop.abort()
  }
}

/**
 * Reads ahead: while one batch is being worked on, up to `most` further items are fetched; the next batch is all that has
 * come meanwhile. A failure of the source is thrown behind the items that came before it.
 */
export async function* inBatches<T>(source: AsyncIterable<T>, most: number): AsyncGenerator<T[]> {
  let waiting: T[] = []
  let failure: { error: unknown } | null = null
  let isDone = false
  const reader = { isGone: false }
  let news = Promise.withResolvers<void>()
  let space = Promise.withResolvers<void>()

  const fill = async () => {
    try {
      for await (const item of source) {
        if (reader.isGone) break
        waiting.push(item)
        news.resolve()
        while (waiting.length >= most && !reader.isGone) await space.promise
      }
    } catch (error) {
      failure = { error }
    } finally {
      isDone = true
      news.resolve()
    }
  }
  const filling = fill()
  try {
    for (;;) {
      await news.promise
      news = Promise.withResolvers()
      const batch = waiting
      waiting = []
      space.resolve()
      space = Promise.withResolvers()
      if (batch.length > 0) yield batch
      if (isDone && waiting.length === 0) break
      if (isDone) news.resolve()
    }
    throwIfFailed(failure)
  } finally {
    reader.isGone = true
    space.resolve()
    await filling
  }
}

function throwIfFailed(failure: { error: unknown } | null): void {
  if (failure) throw failure.error
}

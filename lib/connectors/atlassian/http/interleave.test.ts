import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interleave, type InterleavePlace, type Unit } from './interleave.ts'

const never = new AbortController().signal
const width = 4

interface Drawn {
  key: string
  pages: number
  /** Whether the last page says that it is the last. */
  saysEnd: boolean
}

/** Each with its pages `<key> 0`, `<key> 1`, …; the state is the number of the next page. */
function toUnits(drawn: readonly Drawn[], begun: (key: string) => void = () => undefined) {
  return drawn.map(({ key, pages, saysEnd }): Unit<string, number> => ({
    key,
    async *read(after, signal) {
      begun(key)
      for (let page = after ?? 0; page < pages; page += 1) {
        for (let turns = (page * 7 + key.length) % 4; turns > 0; turns -= 1) await Promise.resolve()
        signal.throwIfAborted()
        yield { page: `${key} ${page}`, next: saysEnd && page + 1 === pages ? null : page + 1 }
      }
    },
  }))
}

const pagesOf = (drawn: readonly Drawn[]) =>
  drawn.flatMap(({ key, pages }) => Array.from({ length: pages }, (_, page) => `${key} ${page}`)).toSorted()

/** Reads on behind `after`, at most so many pages, and what it was read to. */
async function read(
  units: Unit<string, number>[],
  after: InterleavePlace<number> | null,
  most = Infinity,
): Promise<{ pages: string[]; place: InterleavePlace<number> | null }> {
  const pages: string[] = []
  let place = after
  if (most === 0) return { pages, place }
  for await (const one of interleave(units, width, after, never)) {
    pages.push(one.page)
    place = one.place
    if (pages.length === most) break
  }
  return { pages, place }
}

const drawnUnits = fc.uniqueArray(
  fc.record({
    key: fc.stringMatching(/^[a-z]{1,3}$/),
    pages: fc.nat(5),
    saysEnd: fc.boolean(),
  }),
  { maxLength: 14, selector: ({ key }) => key },
)

describe('reading several lists at the same time', () => {
  it('misses nothing and repeats nothing, wherever and however often it is cut off', async () => {
    await fc.assert(
      fc.asyncProperty(drawnUnits, fc.array(fc.nat(9), { maxLength: 6 }), async (drawn, cuts) => {
        const all: string[] = []
        let place: InterleavePlace<number> | null = null
        for (const most of [...cuts, Infinity]) {
          const more = await read(toUnits(drawn), place, most)
          all.push(...more.pages)
          place = JSON.parse(JSON.stringify(more.place))
          expect(Object.keys(place?.open ?? {}).length).toBeLessThanOrEqual(width)
        }
        expect(all.toSorted()).toEqual(pagesOf(drawn))
        for (const { key } of drawn) {
          const own = all.filter((page) => page.startsWith(`${key} `))
          expect(own).toEqual(own.toSorted())
        }
      }),
      { numRuns: 200 },
    )
  })

  it('begins no unit a second time that is at its end, nor any behind the last page', async () => {
    const drawn = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => ({ key, pages: 2, saysEnd: true }))
    const { pages, place } = await read(toUnits(drawn), null)
    expect(pages).toHaveLength(12)
    expect(place).toEqual({ startedUpTo: 'f', open: {} })
    const again: string[] = []
    expect(
      await read(
        toUnits(drawn, (key) => again.push(key)),
        place,
      ),
    ).toEqual({ pages: [], place })
    expect(again).toEqual([])
  })

  it('goes on without a unit that is not there any more', async () => {
    const [unit] = toUnits([{ key: 'b', pages: 1, saysEnd: true }])
    const place = { startedUpTo: 'a', open: { a: 3 } }
    expect((await read(unit ? [unit] : [], place)).pages).toEqual(['b 0'])
  })

  it('stops all at the first failure, and when the reader stops', async () => {
    const signals: AbortSignal[] = []
    const endless = (key: string): Unit<string, number> => ({
      key,
      async *read(_, signal) {
        signals.push(signal)
        for (let page = 0; ; page += 1) {
          await new Promise((resolve) => setTimeout(resolve, 1))
          signal.throwIfAborted()
          yield { page: `${key} ${page}`, next: page + 1 }
        }
      },
    })
    await read([endless('a'), endless('b')], null, 3)
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true])
    const failing: Unit<string, number> = {
      key: 'c',
      async *read() {
        yield { page: 'c 0', next: 1 }
        throw new Error('No more.')
      },
    }
    await expect(read([endless('a'), failing], null)).rejects.toThrow('No more.')
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true, true])
  })

  it('yields no page before it is known that all places still hold', async () => {
    const gone: Unit<string, number> = {
      key: 'b',
      // oxlint-disable-next-line require-yield
      async *read() {
        await new Promise((resolve) => setTimeout(resolve, 5))
        throw new Error('Not known any more.')
      },
    }
    const units = [...toUnits([{ key: 'a', pages: 3, saysEnd: true }]), gone]
    const pages = interleave(units, width, { startedUpTo: 'b', open: { a: 1, b: 7 } }, never)
    await expect(pages.next()).rejects.toThrow('Not known any more.')
  })
})

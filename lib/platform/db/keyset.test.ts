import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPage, toSeek, type Page, type PageKey } from './keyset.ts'

interface Row {
  name: string
  id: string
}

const less = (a: Row, b: Row) => (a.name === b.name ? a.id < b.id : a.name < b.name)

function readPage(all: readonly Row[], at: PageKey, size: number): Page<Row> {
  const seek = toSeek(at)
  const sorted = all.toSorted((a, b) => (less(a, b) ? -1 : 1))
  const walked = seek.backwards ? sorted.toReversed() : sorted
  const start = seek.key ? { name: seek.key[0], id: seek.key[1] } : null
  const from = start ? walked.filter((row) => (seek.backwards ? less(row, start) : less(start, row))) : walked
  return toPage(from.slice(0, size + 1), all.length, seek, (row) => [row.name, row.id], size)
}

const rows = fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'b', 'c'), id: fc.uuid() }), {
  selector: (row) => row.id,
  maxLength: 40,
})

test('walking forwards reads every row once, and walking back reads the same pages', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, size) => {
      const pages: Page<Row>[] = [readPage(all, {}, size)]
      for (let page = pages[0]; page?.after; page = pages.at(-1))
        pages.push(readPage(all, { after: page.after }, size))
      expect(
        pages
          .flatMap((page) => page.rows)
          .map((row) => row.id)
          .toSorted(),
      ).toEqual(all.map((row) => row.id).toSorted())
      for (let i = pages.length - 1; i > 0; i -= 1) {
        const before = pages[i]?.before
        expect(before).toBeTruthy()
        expect(readPage(all, { before: before ?? undefined }, size).rows).toEqual(pages[i - 1]?.rows)
      }
    }),
  )
})

test('a key that somebody typed reads the first page', () => {
  expect(toSeek({ after: 'nonsense' })).toEqual({ key: null, backwards: false })
})

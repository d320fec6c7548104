import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findSeparator, parseCsv, toCsv } from './csv.ts'

test('cells with commas, quotes and line ends are quoted', () => {
  expect(toCsv([['a', 'b, c', 'say "d"', 'e\nf', 7, null]])).toBe('a,"b, c","say ""d""","e\nf",7,\r\n')
})

test.each(['=1+1', '+49', '-2', '@sum', '\tx'])('%j is no formula', (text) => {
  expect(toCsv([[text]])).toContain(`'${text}`)
})

const cellsOf = (text: string) => parseCsv(text).map(({ cells }) => cells)

describe('reading', () => {
  test('gives back what was written, whatever it was', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', ';', '=', 'a', ' ') }),
    )
    // an apostrophe before a formula is the guard's own
    const line = fc.array(
      cell.filter((text) => !/^'[=+\-@\t\r]/.test(text)),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const kept = lines.filter((cells) => cells.length > 1 || cells[0] !== '')
        expect(cellsOf(toCsv(lines))).toEqual(kept)
      }),
    )
  })

  test('never stops at any text, and every line is one of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', 'a') }), (text) => {
        const lines = text.split(/\r\n|\r|\n/).length
        const rows = parseCsv(text)
        expect(rows.every(({ line }) => line >= 1 && line <= lines)).toBe(true)
        expect(rows.map(({ line }) => line)).toEqual([...new Set(rows.map(({ line }) => line))])
      }),
    )
  })

  test('counts lines as an editor does, empty and quoted ones too', () => {
    const rows = parseCsv('\uFEFFname,owner\r\n\r\n"two\nlines",x\nlast')
    expect(rows).toEqual([
      { line: 1, cells: ['name', 'owner'], problem: null },
      { line: 3, cells: ['two\nlines', 'x'], problem: null },
      { line: 5, cells: ['last'], problem: null },
    ])
  })

  test('takes the line in which Excel says the separator as such, and counts it', () => {
    for (const text of ['sep=;\r\nname;owner, first', '\uFEFFSEP=;\nname;owner, first']) {
      expect(findSeparator(text)).toBe(';')
      expect(parseCsv(text, findSeparator(text))).toEqual([
        { line: 2, cells: ['name', 'owner, first'], problem: null },
      ])
    }
    expect(cellsOf('sep=;')).toEqual([['sep=;']])
  })

  test('says what is wrong with a quotation mark, and takes one inside a word as it is', () => {
    expect(parseCsv('"a" b,c\n5" disk\n"open,\nx')).toEqual([
      { line: 1, cells: ['a b', 'c'], problem: 'There is text behind a closing quotation mark.' },
      { line: 2, cells: ['5" disk'], problem: null },
      { line: 3, cells: ['open,\nx'], problem: 'A quotation mark is opened and never closed.' },
    ])
  })
})

test.each([
  ['name', ','],
  ['name,description;x', ','],
  ['name;description;owners', ';'],
  ['"a;b;c",d', ','],
  ['name\towners', '\t'],
])('the cells of %j are separated by %j', (first, separator) => {
  expect(findSeparator(`${first}\na,b;c`)).toBe(separator)
})

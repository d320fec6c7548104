import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'

test('cells with commas, quotes and line ends are quoted', () => {
  expect(toCsv([['a', 'b, c', 'say "d"', 'e\nf', 7, null]])).toBe('a,"b, c","say ""d""","e\nf",7,\r\n')
})

test.each(['=1+1', '+49', '-2', '@sum', '\tx'])('%j is no formula', (text) => {
  expect(toCsv([[text]])).toContain(`'${text}`)
})

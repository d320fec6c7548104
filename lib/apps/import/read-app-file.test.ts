import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCsv } from '#lib/platform/csv.ts'
import { readAppFile } from './read-app-file.ts'

test('columns are found by their heading, in any order, with whatever else there is', () => {
  const text = 'Vendor;Owner e-mails;Name\r\nAcme;Ada@acme.example, bob@acme.example;Figma\r\n'
  expect(readAppFile(text)).toEqual([
    {
      line: 2,
      name: 'Figma',
      description: '',
      owners: ['ada@acme.example', 'bob@acme.example'],
      problem: null,
    },
  ])
})

test('without a heading they are name, description and owners', () => {
  expect(readAppFile('Figma,Design,ada@acme.example\nMiro')).toMatchObject([
    { line: 1, name: 'Figma', description: 'Design', owners: ['ada@acme.example'] },
    { line: 2, name: 'Miro', description: '', owners: [] },
  ])
})

test.each([
  ['name\n  ,x', 'name is missing'],
  [`name\n${'x'.repeat(81)}`, '80 characters'],
  [`name,description\nFigma,${'x'.repeat(501)}`, '500 characters'],
  ['name,owners\nFigma,nobody', '“nobody” is not an e-mail address'],
  ['name\n"Figma', 'never closed'],
  ['name\nCaf\uFFFD', 'UTF-8'],
  ['name\nF\0i\0g\0m\0a\0', 'UTF-8'],
  ['name\n\u200B\u2060', 'can be seen'],
  [
    `name,owners\nFigma,${Array.from({ length: 21 }, (_, i) => `p${i}@acme.example`).join(' ')}`,
    'more than 20',
  ],
])('what is wrong with %j is said', (text, reason) => {
  expect(readAppFile(text)).toMatchObject([{ line: 2, problem: expect.stringContaining(reason) }])
})

test('a name that comes again names the line before, however it is written', () => {
  expect(readAppFile('name\nFigma\nMiro\nFIGMA').map(({ problem }) => problem)).toEqual([
    null,
    null,
    'Line 2 has the same name.',
  ])
})

test('what a spreadsheet writes is read back: every sound line once, no two of a name', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => text.trim() !== '' && !/^'[=+\-@\t\r]/.test(text) && !text.includes('\uFFFD'))
  const lines = fc.array(
    fc.tuple(name, fc.string({ maxLength: 30 }), fc.constantFrom('', 'a@b.example', 'x')),
  )
  fc.assert(
    fc.property(lines, (rows) => {
      const read = readAppFile(toCsv([['name', 'description', 'owners'], ...rows]))
      expect(read).toHaveLength(rows.length)
      expect(read.map((row) => row.name)).toEqual(rows.map(([text]) => text.trim()))
      const sound = read.filter(({ problem }) => problem === null)
      expect(new Set(sound.map((row) => row.name.toLowerCase())).size).toBe(sound.length)
      expect(sound.every(({ owners }) => !owners.includes('x'))).toBe(true)
    }),
  )
})

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Prisma } from './generated/client.ts'
import { openSession, toCopyText, type Session } from './session.ts'

let session: Session

beforeAll(async () => {
  session = await openSession()
  await session.execute(
    Prisma.sql`create temp table copied (n int, one text, many text[], what jsonb, at timestamptz)`,
  )
})
afterAll(() => session.close())

/** PostgreSQL keeps no null character in a text, so none comes back. */
const storable = (text: string) => text.replaceAll('\0', '').toWellFormed()

const text = fc.string({
  unit: fc.oneof(fc.string({ maxLength: 1 }), fc.constantFrom(...'\\"{},\t\n\r\0 N')),
})

/** The keys of what is kept as JSON are ours. */
const key = fc.stringMatching(/^[a-z]{1,8}$/)

test('what is copied comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.option(text), fc.array(text), fc.dictionary(key, text), async (one, many, what) => {
      const at = new Date(1_795_000_000_000 + many.length)
      const rows = [1, 2].map((n) => [n, one, many, what, at])
      await session.execute(Prisma.sql`truncate copied`)
      await session.copy('copied', ['n', 'one', 'many', 'what', 'at'], [Buffer.from(toCopyText(rows))])
      const back = await session.query(Prisma.sql`select * from copied order by n`)
      const pairs = Object.entries(what).map(([name, value]) => [name, storable(value)])
      const expected = {
        one: one === null ? null : storable(one),
        many: many.map((each) => storable(each)),
        what: Object.fromEntries(pairs),
        at,
      }
      expect(back).toEqual([
        { n: 1, ...expected },
        { n: 2, ...expected },
      ])
    }),
    { numRuns: 200 },
  )
})

test('a text that is no text of PostgreSQL leaves nothing behind', async () => {
  await session.execute(Prisma.sql`truncate copied`)
  await expect(
    session.copy('copied', ['n', 'one'], [Buffer.from('1\tfine\n'), Buffer.from('two\tnot\n')]),
  ).rejects.toThrow('invalid input syntax for type integer')
  expect(await session.query(Prisma.sql`select * from copied`)).toEqual([])
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collect, toCursor, walkPages } from './pagination.ts'

describe('the next cursor', () => {
  it.each([
    [null, null],
    [undefined, null],
    ['', null],
    ['kloHX1ZQVasDAkx_P48NYQ', 'kloHX1ZQVasDAkx_P48NYQ'],
    ['https://api.atlassian.com/admin/v1/orgs?cursor=a%2Bb', 'a+b'],
    ['/v1/orgs?limit=2&cursor=abc', 'abc'],
  ])('in %j is %j', (next, cursor) => {
    expect(toCursor(next)).toBe(cursor)
  })
})

describe('walking pages', () => {
  it('reads every row once, in order, for any size, page size and way to end', async () => {
    const ends = fc.constantFrom<null | undefined>(null, undefined)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(300),
        fc.integer({ min: 1, max: 40 }),
        ends,
        fc.boolean(),
        async (size, limit, end, asUrl) => {
          const rows = Array.from({ length: size }, (_, index) => index)
          const read = await collect(
            walkPages('rows', 'GET /rows', async (cursor) => {
              const from = Number(cursor ?? 0)
              const to = from + limit
              const more = asUrl ? `https://x.example/rows?cursor=${to}` : String(to)
              return { data: rows.slice(from, to), links: { next: to < size ? more : end } }
            }),
          )
          expect(read).toEqual(rows)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('goes on behind an empty page', async () => {
    const pages = [{ data: [1], links: { next: 'a' } }, { data: [], links: { next: 'b' } }, { data: [2] }]
    expect(await collect(walkPages('rows', 'GET /rows', async () => pages.shift() ?? { data: [] }))).toEqual([
      1, 2,
    ])
  })

  it('ends with an error when a cursor comes a second time', async () => {
    const walk = collect(
      walkPages('users', 'POST /users', async () => ({ data: [1], links: { next: 'same' } })),
    )
    await expect(walk).rejects.toMatchObject({
      kind: 'bad-response',
      message: "Atlassian's list of users repeats itself, so it cannot be read to its end.",
    })
  })
})

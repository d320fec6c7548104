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

  it('goes on behind any page as if nothing had come between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(200), fc.integer({ min: 1, max: 40 }), async (size, limit) => {
        const rows = Array.from({ length: size }, (_, index) => index)
        const walk = (after: string | null) =>
          walkPages(
            'rows',
            'GET /rows',
            async (cursor) => {
              const to = Number(cursor ?? 0) + limit
              return {
                data: rows.slice(to - limit, to),
                links: { next: to < size ? `/rows?cursor=${to}` : null },
              }
            },
            after,
          )
        const read: number[] = []
        for await (const page of walk(null)) {
          read.push(...page.rows)
          const rest = page.next === null ? [] : await collect(walk(page.next))
          expect([...read, ...rest]).toEqual(rows)
        }
      }),
      { numRuns: 40 },
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

  it('ends with an error instead of a page that leads back to where the walk began', async () => {
    const pages = [
      { data: [1], links: { next: 'b' } },
      { data: [2], links: { next: 'a' } },
    ]
    const walk = walkPages('users', 'POST /users', async () => pages.shift() ?? { data: [] }, 'a')
    expect(await walk.next()).toEqual({ done: false, value: { rows: [1], next: 'b' } })
    await expect(walk.next()).rejects.toMatchObject({ kind: 'bad-response' })
    const own = walkPages('users', 'POST /users', async () => ({ data: [1], links: { next: 'a' } }), 'a')
    await expect(own.next()).rejects.toMatchObject({ kind: 'bad-response' })
  })
})

import type { Figure } from '../measure.ts'

const pages = 1000
const rowsPerPage = 100

/** An account with what it holds, as a page has it. */
const rowOf = (page: number, row: number) => ({
  place: page * rowsPerPage + row,
  externalId: `712020:00000000-0000-4000-8000-${String(page * rowsPerPage + row).padStart(12, '0')}`,
  name: `Person ${row} of ${page}`,
  email: `person.${page}.${row}@acme.example`,
  addedAt: new Date(1_700_000_000_000 + row * 1000),
  attributes: { jobTitle: 'Engineer', department: null, location: 'Zürich', mfaEnabled: true },
  holds: Array.from({ length: 10 }, (_, group) => `00000000-0000-4000-8000-00000000${1000 + group}#member`),
})

/** The two ways for rows to go into staging in bulk: the same rows, and pages as large as Atlassian's. */
export async function measureStagingWays(): Promise<Figure[]> {
  const { openSession, toCopyText } = await import('#lib/platform/db/session.ts')
  const { Prisma } = await import('#lib/platform/db/generated/client.ts')
  const { sql } = Prisma
  const session = await openSession()
  const columns = Object.keys(rowOf(0, 0))
  const ways = {
    copy: (rows: ReturnType<typeof rowOf>[]) =>
      session.copy('staging_way', columns, [Buffer.from(toCopyText(rows.map((row) => Object.values(row))))]),
    unnest: async (rows: ReturnType<typeof rowOf>[]) => {
      await session.execute(sql`
        insert into staging_way
        select p, i, n, e, at, attributes, holds::text[] from unnest(${rows.map((row) => row.place)}::int[],
          ${rows.map((row) => row.externalId)}::text[], ${rows.map((row) => row.name)}::text[],
          ${rows.map((row) => row.email)}::text[], ${rows.map((row) => row.addedAt.toISOString())}::timestamptz[],
          ${rows.map((row) => JSON.stringify(row.attributes))}::jsonb[],
          ${rows.map((row) => `{${row.holds.map((one) => `"${one}"`).join()}}`)}::text[]) x (p, i, n, e, at, attributes, holds)`)
    },
  }
  const figures: Figure[] = []
  for (const [name, way] of Object.entries(ways)) {
    await session.execute(sql`drop table if exists staging_way`)
    await session.execute(sql`
      create unlogged table staging_way (place int, "externalId" text, name text, email text, "addedAt" timestamptz,
        attributes jsonb, holds text[])`)
    const startedAt = performance.now()
    for (let page = 0; page < pages; page += 1) {
      const rows = Array.from({ length: rowsPerPage }, (_, row) => rowOf(page, row))
      await session.transaction(() => way(rows))
    }
    const seconds = (performance.now() - startedAt) / 1000
    figures.push({
      name: `sync.staging.${name}`,
      value: (pages * rowsPerPage) / seconds,
      unit: 'rows/s',
      goal: null,
    })
  }
  await session.execute(sql`drop table staging_way`)
  await session.close()
  return figures
}

import { db, transaction } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { publish } from '#lib/platform/db/listen.ts'

/** Rows in one transaction. */
const batch = 5000

const beforeAll = '00000000-0000-0000-0000-000000000000'

/** Ends the rows behind an id; the last of them, or null when there are none. */
type EndBatch = (after: string) => Promise<string | null>

/**
 * Ends all that a deleted connector had read, grants first, each batch in a transaction of its own: stopped anywhere, it
 * goes on with what is left. Nothing goes; the past is told as before.
 * @throws the signal's reason.
 */
export async function endConnector(connectorId: string, signal: AbortSignal, rows = batch): Promise<void> {
  const connector = await db().connector.findUnique({ where: { id: connectorId } })
  if (!connector?.deletedAt) return
  await inBatches(signal, (after) => endGrants(connectorId, after, rows))
  await inBatches(signal, (after) => endObjects(connectorId, 'Entitlement', after, rows))
  await inBatches(signal, (after) => endObjects(connectorId, 'Account', after, rows))
  await inBatches(signal, (after) => endObjects(connectorId, 'Resource', after, rows))
  await transaction((tx) => publish(tx, { topic: 'connector', id: connectorId }))
}

/** By id, so that no batch looks at what an earlier one has ended. */
async function inBatches(signal: AbortSignal, end: EndBatch): Promise<void> {
  for (let after: string | null = beforeAll; after !== null; after = await end(after)) signal.throwIfAborted()
}

const current = (table: string, connectorId: string, after: string, rows: number): Prisma.Sql => Prisma.sql`
  select id from ${Prisma.raw(`"${table}"`)}
  where "connectorId" = ${connectorId}::uuid and "endedAt" is null and id > ${after}::uuid order by id limit ${rows}`

async function endGrants(connectorId: string, after: string, rows: number): Promise<string | null> {
  const [ended] = await db().$queryRaw<[{ last: string | null }]>`
    with ended as (
      update "Grant" set "endedAt" = greatest(now(), "firstSeenAt")
      where id in (${current('Grant', connectorId, after, rows)}) returning id)
    select max(id::text) as last from ended`
  return ended.last
}

/** With the line that tells of any past day. */
async function endObjects(
  connectorId: string,
  table: 'Entitlement' | 'Account' | 'Resource',
  after: string,
  rows: number,
): Promise<string | null> {
  const [ended] = await db().$queryRaw<[{ last: string | null }]>`
    with ended as (
      update ${Prisma.raw(`"${table}"`)} set "endedAt" = greatest(now(), "firstSeenAt")
      where id in (${current(table, connectorId, after, rows)}) returning id, "endedAt"),
    told as (
      insert into "InventoryChange" (id, "connectorId", "objectType", "objectId", at, change, before, after)
      select uuidv7(), ${connectorId}::uuid, ${table.toLowerCase()}::"ChangedObject", id, "endedAt", 'removed',
        jsonb_build_object('endedAt', null, 'endedByRunId', null), jsonb_build_object('endedAt', "endedAt")
      from ended)
    select max(id::text) as last from ended`
  return ended.last
}

import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum, type SqlDriverAdapter, type SqlQuery } from '@prisma/driver-adapter-utils'

/** oid of "char", which the engine's catalogue queries select and the adapter's type table lacks; 25 is text. */
const charOid = 18
const textOid = 25

/** The part of the adapter that the work-around below touches. */
interface PatchableAdapter extends SqlDriverAdapter {
  performIO: (query: SqlQuery) => Promise<{ fields?: { dataTypeID: number }[] }>
  client: { query: (script: string) => Promise<unknown> }
  /** Throws the error in the form that the engine understands. */
  onError: (error: unknown) => never
}

/**
 * Prisma's Postgres adapter, mended for the schema engine. As published its shadow database is the real one when it is
 * given a connection string (pg lets that win over `database`), it drops the shadow before closing its own pool, and it
 * cuts scripts at every semicolon, those inside a function's body too.
 */
export function shadowSafeAdapter(databaseUrl: string): PrismaPg {
  const url = new URL(databaseUrl)
  const config = {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(url.searchParams.has('sslmode') ? { ssl: url.searchParams.get('sslmode') !== 'disable' } : {}),
  }
  class Adapter extends PrismaPg {
    override async connect() {
      const adapter = await super.connect()
      mend(adapter)
      return adapter
    }

    override async connectToShadowDb() {
      const main = await this.connect()
      const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`
      await main.executeScript(`create database "${database}"`)
      const shadow = await new PrismaPg({ ...config, database }).connect()
      mend(shadow)
      const close = shadow.dispose.bind(shadow)
      shadow.dispose = async () => {
        await close()
        await main.executeScript(`drop database if exists "${database}" with (force)`)
        await main.dispose()
      }
      return shadow
    }
  }
  return new Adapter(config)
}

function mend(published: SqlDriverAdapter): void {
  const adapter = published as PatchableAdapter
  reportCharAsCharacter(adapter)
  adapter.executeScript = async (script) => {
    // One query is also one transaction: a migration is applied whole or not at all.
    await adapter.client.query(script).catch((error: unknown) => adapter.onError(error))
  }
}

function reportCharAsCharacter(adapter: PatchableAdapter): void {
  const performIO = adapter.performIO.bind(adapter)
  const queryRaw = adapter.queryRaw.bind(adapter)
  const charColumns = new WeakMap<SqlQuery, number[]>()
  adapter.performIO = async (query) => {
    const result = await performIO(query)
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== charOid) continue
      field.dataTypeID = textOid
      charColumns.set(query, [...(charColumns.get(query) ?? []), index])
    }
    return result
  }
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const index of charColumns.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
}

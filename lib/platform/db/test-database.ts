import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** Migrated once per run; nobody stays connected to it, because an open connection blocks copying. */
export const templateDatabase = 'rolecall_template'

export interface TestDatabase {
  url: string
  /** Removes it, whoever is still connected. */
  drop: () => Promise<void>
}

/**
 * A database of one's own with the product's schema and no rows: a copy of the migrated template.
 * @param templateUrl address of the template on the test server.
 */
export async function freshDatabase(templateUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(templateUrl, `create database ${name} template ${templateDatabase} strategy file_copy`)
  return {
    url: withDatabase(templateUrl, name),
    drop: () => onServer(templateUrl, `drop database if exists ${name} with (force)`),
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

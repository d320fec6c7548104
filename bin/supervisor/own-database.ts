import pg from 'pg'
import { Failure } from '../platform/failure.ts'

const oldestVersion = 18

interface Attempt {
  /** Host and port. */
  server: string
  user: string
  database: string
  timeoutMs: number
}

/**
 * Checks that the database behind DATABASE_URL can be used.
 * @returns the server's version.
 * @throws Failure in one sentence, never with the password.
 */
export async function checkOwnDatabase(databaseUrl: string, timeoutMs = 5000): Promise<string> {
  const { hostname, port, username, pathname } = new URL(databaseUrl)
  const server = `${hostname}:${port || '5432'}`
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: timeoutMs })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const result = await client.query<{ server_version: string }>('show server_version')
    const version = result.rows[0]?.server_version.split(' ')[0] ?? ''
    if (Number.parseInt(version, 10) >= oldestVersion) return version
    throw new Failure(`PostgreSQL at ${server} is ${version}; Rolecall needs ${oldestVersion} or newer.`)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(
      `DATABASE_URL cannot be used: ${reason(error, { server, user: decodeURIComponent(username), database: pathname.slice(1), timeoutMs })}`,
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}

function reason(error: unknown, { server, user, database, timeoutMs }: Attempt): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ECONNREFUSED':
      return `nothing listens at ${server}. Start PostgreSQL there, or correct the host and port.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host of ${server} is not known here. Correct the host.`
    case '28P01':
    case '28000':
      return `PostgreSQL at ${server} refuses the user ${user} or its password. Correct them.`
    case '3D000':
      return `PostgreSQL at ${server} has no database called ${database}. Create it, or correct the name.`
    case '53300':
      return `PostgreSQL at ${server} has no connection left. Raise max_connections or end other clients.`
    default: {
      const message = error instanceof Error ? error.message : String(error)
      if (/timeout/i.test(message))
        return `${server} did not answer within ${timeoutMs / 1000} s. Check host, port and firewall.`
      return `PostgreSQL at ${server} answered "${message}".`
    }
  }
}

import { randomBytes } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { Failure } from '../platform/failure.ts'
import { type Release, takeLock } from '../platform/name-lock.ts'
import { isReachable, openFolder, postgresAccount } from '../postgres/account.ts'

export interface DataFolder {
  path: string
  logs: string
  release: Release
}

/** Makes the data folder if it is new, and holds it for this process alone. */
export async function openDataFolder(wanted: string): Promise<DataFolder> {
  try {
    // Others may pass through to the database's own folder, not look.
    mkdirSync(wanted, { recursive: true, mode: postgresAccount().uid === undefined ? 0o700 : 0o711 })
    mkdirSync(path.join(wanted, 'logs'), { recursive: true, mode: 0o700 })
    accessSync(wanted, constants.W_OK)
  } catch (error) {
    throw new Failure(
      `The data folder ${wanted} cannot be used (${codeOf(error)}). Set ROLECALL_DATA_DIR to a folder you can write to.`,
    )
  }
  const folder = realpathSync(wanted)
  const release = await takeLock(`data ${folder}`)
  if (release) return { path: folder, logs: path.join(folder, 'logs'), release }
  throw new Failure(
    `The data folder ${folder} is in use by another Rolecall. Stop that one, or set ROLECALL_DATA_DIR to another folder.`,
  )
}

/** A secret of 32 bytes that belongs to the data folder; made at first use, readable by us alone. */
export function keptSecret(folder: string, name: string, encoding: 'base64' | 'base64url'): string {
  const file = path.join(folder, name)
  if (!existsSync(file)) {
    // Complete or absent: a half-written secret would lock people out of their own data.
    writeFileSync(`${file}.new`, randomBytes(32).toString(encoding), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (Buffer.from(secret, encoding).length === 32) return secret
  throw new Failure(`The file ${file} does not hold the secret it was made with. Restore it from a backup.`)
}

/**
 * Where the embedded PostgreSQL keeps its data: in the data folder, unless that is closed to the account which
 * PostgreSQL has to run under. The place is written down in the data folder, so an emptied folder begins anew.
 */
export function postgresDirectory(folder: string): string {
  const inside = path.join(folder, 'postgres')
  if (existsSync(inside) || postgresAccount().uid === undefined || isReachable(folder)) return inside
  const note = path.join(folder, 'postgres-is-in')
  if (existsSync(note)) return readFileSync(note, 'utf8').trim()
  const outside = path.join(openFolder(), `data-${randomBytes(8).toString('hex')}`)
  writeFileSync(note, `${outside}\n`)
  return outside
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

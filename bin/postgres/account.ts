import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Failure } from '../platform/failure.ts'

/** The account a child process runs under; empty means our own. */
export interface Account {
  uid?: number
  gid?: number
}

/** PostgreSQL refuses to run as root: an unprivileged account that exists is borrowed, none is created. */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', name), gid: idOf('-g', name) }
    } catch {
      continue
    }
  }
  throw new Failure(
    'PostgreSQL does not run as root, and neither of the accounts postgres and nobody exists here. ' +
      'Start Rolecall as another account, or set DATABASE_URL.',
  )
}

function idOf(flag: string, name: string): number {
  return Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
}

/** Whether an account without rights of its own can walk down to `folder`; a home like /root is closed to it. */
export function isReachable(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

/** A folder of ours that every account can reach, for what cannot stay in a closed one. Survives a restart where possible. */
export function openFolder(): string {
  for (const parent of ['/var/lib', '/var/tmp', os.tmpdir()]) {
    const folder = path.join(parent, 'rolecall')
    try {
      mkdirSync(folder, { recursive: true })
      // Someone else's folder could hold someone else's binaries.
      if (statSync(folder).uid !== process.getuid?.()) continue
      chmodSync(folder, 0o755)
      if (isReachable(folder)) return folder
    } catch {
      continue
    }
  }
  throw new Failure(
    'There is no folder here that the account of PostgreSQL can reach. ' +
      'Set ROLECALL_DATA_DIR to a folder outside closed homes, or set DATABASE_URL.',
  )
}

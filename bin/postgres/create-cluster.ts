import { spawn } from 'node:child_process'
import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { Failure } from '../platform/failure.ts'
import type { Account } from './account.ts'

/** Makes a new cluster, complete or not at all: it is built beside its place and moved there when it is whole. */
export async function createCluster(
  initdb: string,
  account: Account,
  { directory, password, throwaway }: { directory: string; password: string; throwaway?: boolean },
): Promise<void> {
  const unfinished = `${directory}.unfinished`
  const passwordFile = `${unfinished}-password`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  for (const file of [unfinished, passwordFile]) {
    if (account.uid !== undefined && account.gid !== undefined) chownSync(file, account.uid, account.gid)
  }
  try {
    await runInitdb(initdb, account, [
      '-D',
      unfinished,
      `--pwfile=${passwordFile}`,
      ...(throwaway ? ['--no-sync'] : []),
    ])
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(unfinished, directory)
}

function runInitdb(initdb: string, account: Account, place: string[]): Promise<void> {
  // The builtin locale sorts alike on every system; what the system offers differs.
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const args = [...place, '-U', 'postgres', '--auth=scram-sha-256', ...locale, '--no-instructions']
  const child = spawn(initdb, args, { ...account, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  child.stderr.on('data', (text: Buffer) => {
    output += text.toString()
  })
  return new Promise((resolve, reject) => {
    const giveUp = (reason: string) =>
      reject(
        new Failure(
          `The embedded PostgreSQL could not be set up (${reason}). Check that the data folder is writable and the disk is not full.`,
          output.trim().split('\n').slice(-10),
        ),
      )
    child.once('error', (error) => giveUp(error.message))
    child.once('close', (code) => (code === 0 ? resolve() : giveUp(`initdb ended with ${code}`)))
  })
}

import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { printFailure } from '../platform/failure.ts'
import { runChecks } from './run-checks.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'rolecall-verify-'))
try {
  const { ok } = await runChecks(folder)
  if (!ok) process.exitCode = 1
} catch (error) {
  printFailure(error)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

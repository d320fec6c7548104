import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { printFailure } from '../platform/failure.ts'
import { node, packageCommand, root } from '../platform/paths.ts'
import { step } from '../progress.mjs'
import { buildIfNeeded } from '../supervisor/build.ts'
import { type Counts, readPlaywrightCounts, readVitestCounts } from './counts.ts'
import { runChecks } from './run-checks.ts'

interface Stage {
  name: string
  run: (reports: string) => Promise<Counts & { ok: boolean }>
}

/** What takes longer than a run of all tests may. */
const longStages: Stage[] = [{ name: 'Database tests that take long', run: testLong }]

const stages: Stage[] = [
  { name: 'Verify: format, lint, types, import directions, dead code, unit tests', run: runChecks },
  { name: 'Database tests', run: testDatabase },
  { name: 'Build', run: build },
  { name: 'Browser tests', run: testBrowser },
]

async function testDatabase(reports: string): Promise<Counts & { ok: boolean }> {
  const report = path.join(reports, 'db.json')
  const vitest = [packageCommand('vitest'), 'run', '--project', 'db', '--reporter=default', '--reporter=json']
  // two files at a time: each has a database of its own, and most of their time is waiting
  const ok = await runVisibly([...vitest, '--maxWorkers=2', `--outputFile.json=${report}`])
  return { ok, ...readVitestCounts(report) }
}

/** The same properties with many more histories, and every place where a sync may be killed. */
async function testLong(reports: string): Promise<Counts & { ok: boolean }> {
  const report = path.join(reports, 'long.json')
  const files = ['lib/sync/histories.db.test.ts', 'lib/sync/killed.db.test.ts']
  const vitest = [packageCommand('vitest'), 'run', '--project', 'db', ...files]
  const ok = await runVisibly(
    [...vitest, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    {
      ROLECALL_LONG: '1',
      ROLECALL_HISTORIES: '300',
    },
  )
  return { ok, ...readVitestCounts(report) }
}

async function build(): Promise<Counts & { ok: boolean }> {
  await step('Building', () => buildIfNeeded())
  return { ok: true, passed: 0, failed: 0 }
}

async function testBrowser(reports: string): Promise<Counts & { ok: boolean }> {
  const report = path.join(reports, 'browser.json')
  const playwright = [packageCommand('@playwright/test', 'playwright'), 'test', '--reporter=list,json']
  const ok = await runVisibly(playwright, { PLAYWRIGHT_JSON_OUTPUT_FILE: report })
  return { ok, ...readPlaywrightCounts(report) }
}

function runVisibly(args: string[], env: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(node, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0))
  })
}

/** Runs the stages in order up to the first that fails. A stage that fails without a failed test counts as one failure. */
async function runStages(reports: string, wanted: Stage[]): Promise<Counts> {
  const total: Counts = { passed: 0, failed: 0 }
  for (const { name, run } of wanted) {
    process.stdout.write(`\n── ${name}\n`)
    const startedAt = performance.now()
    const { ok, passed, failed } = await run(reports).catch((error: unknown) => {
      printFailure(error)
      return { ok: false, passed: 0, failed: 1 }
    })
    total.passed += passed
    total.failed += ok ? failed : Math.max(failed, 1)
    process.stdout.write(`── ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`)
    if (total.failed > 0) break
  }
  return total
}

const reports = mkdtempSync(path.join(os.tmpdir(), 'rolecall-reports-'))
const { passed, failed } = await runStages(reports, process.argv.includes('--long') ? longStages : stages)
rmSync(reports, { recursive: true, force: true })
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1

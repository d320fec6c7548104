import path from 'node:path'
import { generateClient } from '../migrations/generate-client.ts'
import { packageCommand } from '../platform/paths.ts'
import { runTask } from '../platform/run-task.ts'
import { type Counts, readVitestCounts } from './counts.ts'

interface Check {
  name: string
  /** Run one after the other; the first that fails ends the check. */
  commands: string[][]
}

/** Longest first: two run at a time. */
function checks(unitReport: string): Check[] {
  const vitest = [packageCommand('vitest'), 'run', '--project', 'unit', '--no-color']
  return [
    { name: 'Lint', commands: [[packageCommand('oxlint')]] },
    {
      name: 'Types',
      commands: [
        [packageCommand('next'), 'typegen'],
        [packageCommand('typescript', 'tsc'), '--noEmit'],
      ],
    },
    {
      name: 'Import directions and unit tests',
      commands: [[...vitest, '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]],
    },
    { name: 'Dead code', commands: [[packageCommand('knip'), '--no-progress']] },
    { name: 'Format', commands: [[packageCommand('oxfmt'), '--check', '.']] },
  ]
}

/**
 * Checks all that needs neither a database nor a build, prints a line for each check and the output of those that fail.
 * @param folder where reports may be written.
 * @returns whether all passed, and how many unit tests.
 */
export async function runChecks(folder: string): Promise<Counts & { ok: boolean }> {
  await generateClient()
  const unitReport = path.join(folder, 'unit.json')
  const waiting = checks(unitReport)
  let ok = true
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (!(await runCheck(check))) ok = false
    }
  }
  await Promise.all([work(), work()])
  return { ok, ...readVitestCounts(unitReport) }
}

async function runCheck({ name, commands }: Check): Promise<boolean> {
  const startedAt = performance.now()
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1)
  for (const command of commands) {
    const { code, output } = await runTask(command, { NO_COLOR: '1', FORCE_COLOR: undefined })
    if (code === 0) continue
    process.stdout.write(`✗ ${name} ${seconds()} s\n${output.trimEnd()}\n`)
    return false
  }
  process.stdout.write(`✓ ${name} ${seconds()} s\n`)
  return true
}

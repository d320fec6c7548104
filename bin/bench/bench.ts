import { Failure, printFailure } from '../platform/failure.ts'
import { toTable, type Figure } from './measure.ts'
import { measureSandbox } from './sandbox.ts'
import { measureSync } from './sync/sync.ts'

const benches: Record<string, () => Promise<Figure[]>> = {
  sandbox: measureSandbox,
  sync: measureSync,
}

async function run(args: readonly string[]): Promise<string> {
  const asJson = args.includes('--json')
  const [name = '', ...more] = args.filter((arg) => arg !== '--json')
  const bench = benches[name]
  if (!bench || more.length > 0)
    throw new Failure(`Usage: npm run bench -- <${Object.keys(benches).join(' | ')}> [--json]`)
  const figures = await bench()
  return asJson ? figures.map((figure) => JSON.stringify(figure)).join('\n') : toTable(figures)
}

try {
  process.stdout.write(`${await run(process.argv.slice(2))}\n`)
} catch (error) {
  printFailure(error instanceof Failure ? error : new Failure(`The bench failed: ${String(error)}`))
  process.exitCode = 1
}

import { readOptions } from './options.ts'
import { startSandbox } from './start-sandbox.ts'

try {
  await run()
} catch (error) {
  process.stderr.write(`${toSentence(error)}\n`)
  process.exit(1)
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  // oxlint-disable-next-line node/no-process-env -- the entry of the process, the one place of this folder that reads it
  const given = process.env['ROLECALL_SANDBOX_TOKEN']
  const { baseUrl, organizationId, accessToken } = await startSandbox({
    ...options,
    ...(given ? { accessToken: given } : {}),
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0))
  if (process.send) process.on('disconnect', () => process.exit(0))
  process.stdout.write(`${JSON.stringify({ baseUrl, organizationId, accessToken })}\n`)
}

function toSentence(error: unknown): string {
  if (!(error instanceof Error)) return 'The sandbox could not start.'
  const code = 'code' in error ? error.code : null
  const port = 'port' in error ? Number(error.port) : 0
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken; choose another with --port, or 0 for any free one.`
  if (code === 'EACCES' && port > 0)
    return `Port ${port} may not be opened; choose one above 1023 with --port.`
  return error.message
}

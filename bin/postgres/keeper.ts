// Holds one PostgreSQL on behalf of a supervisor, in a process group of its own: Ctrl-C in the terminal does not reach it
// before its clients have stopped, and when the supervisor is killed the server stops too.
import { spawn } from 'node:child_process'
import process from 'node:process'
import type { Account } from './account.ts'

const [account = '{}', program = '', ...args] = process.argv.slice(2)
const runAs: Account = JSON.parse(account)

const server = spawn(program, args, { ...runAs, cwd: '/', stdio: ['ignore', 'inherit', 'inherit'] })
server.on('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
server.on('exit', (code) => process.exit(code ?? 1))

/** SIGINT is PostgreSQL's fast shutdown: open transactions roll back, the data is written, clients are let go. */
const stopFast = () => server.kill('SIGINT')

process.on('SIGTERM', stopFast)
process.on('SIGINT', stopFast)
process.on('SIGHUP', stopFast)
process.on('disconnect', () => {
  // SIGTERM lets the clients, which end at the same time, finish first.
  server.kill('SIGTERM')
  setTimeout(stopFast, 3000).unref()
})

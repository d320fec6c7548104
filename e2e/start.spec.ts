import net from 'node:net'
import { mkdtempSync, rmSync, chmodSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { findFreePort } from '../bin/platform/free-port.ts'
import { type RunningPostgres, startPostgres } from '../bin/postgres/start-postgres.ts'
import { makeDataFolder, processesOf, startInVain, startProduct } from './product.ts'

const key = Buffer.alloc(32, 1).toString('base64')

test.describe('a setting that cannot be used is named in one sentence', () => {
  const cases: [string, Record<string, string>, RegExp][] = [
    ['PORT', { PORT: 'eighty' }, /^PORT is not a port number\. Set it to .*\n$/],
    [
      'the secret key',
      { ROLECALL_SECRET_KEY: 'abc' },
      /^ROLECALL_SECRET_KEY is not 32 bytes in base64\. .*\n$/,
    ],
    [
      'the public address',
      { ROLECALL_URL: 'roles' },
      /^ROLECALL_URL is not an address to sign in at\. .*\n$/,
    ],
    [
      'a missing secret key beside DATABASE_URL',
      { DATABASE_URL: 'postgres://app:hunter2@localhost/rolecall' },
      /^ROLECALL_SECRET_KEY is missing; with DATABASE_URL it must be set\. .*\n$/,
    ],
    [
      'an administrator without a password',
      { ROLECALL_ADMIN_EMAIL: 'ada@example.com' },
      /^ROLECALL_ADMIN_PASSWORD is missing\. .*\n$/,
    ],
    [
      'an administrator without an address',
      { ROLECALL_ADMIN_PASSWORD: 'hunter2 hunter2' },
      /^ROLECALL_ADMIN_EMAIL is missing\. .*\n$/,
    ],
    [
      'a folder that cannot be made',
      { ROLECALL_DATA_DIR: '/dev/null/rolecall' },
      /^The data folder .* cannot be used \(\w+\)\. Set ROLECALL_DATA_DIR to .*\n$/,
    ],
  ]
  for (const [name, env, sentence] of cases) {
    test(name, async () => {
      const { code, output } = await startInVain(env)
      expect(output).toMatch(sentence)
      expect(output).not.toContain('hunter2')
      expect(code).toBe(1)
    })
  }
})

test('a taken port', async () => {
  const port = await findFreePort()
  const other = net.createServer().listen(port, '127.0.0.1')
  const { code, output } = await startInVain({ PORT: String(port) })
  other.close()
  expect(output).toBe(
    `Port ${port} is in use by another program. Stop that one, or set PORT to a free port.\n`,
  )
  expect(code).toBe(1)
})

test.describe('a database of your own', () => {
  let server: RunningPostgres
  let folder: string

  test.beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'rolecall-own-'))
    chmodSync(folder, 0o711)
    server = await startPostgres({
      directory: path.join(folder, 'postgres'),
      logFile: path.join(folder, 'postgres.log'),
      password: 'right-one',
      database: 'rolecall',
      throwaway: true,
    })
  })

  test.afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('that works is used, without the sandbox', async () => {
    test.setTimeout(240_000)
    const product = await startProduct({ env: { DATABASE_URL: server.url, ROLECALL_SECRET_KEY: key } })
    expect(product.output()).toContain('✓ PostgreSQL 18')
    expect(product.output()).not.toMatch(/embedded|sandbox/)
    expect(await product.stop()).toBe(0)
    expect(processesOf(product.dataDir)).toEqual([])
  })

  test('that nobody listens for', async () => {
    const port = await findFreePort()
    const url = `postgres://app:hunter2@127.0.0.1:${port}/rolecall`
    const { code, output } = await startInVain({ DATABASE_URL: url, ROLECALL_SECRET_KEY: key })
    expect(output).toBe(
      `DATABASE_URL cannot be used: nothing listens at 127.0.0.1:${port}. ` +
        'Start PostgreSQL there, or correct the host and port.\n',
    )
    expect(code).toBe(1)
  })

  test('with a wrong password', async () => {
    const url = server.url.replace('right-one', 'hunter2')
    const { code, output } = await startInVain({ DATABASE_URL: url, ROLECALL_SECRET_KEY: key })
    expect(output).toMatch(/refuses the user postgres or its password\. Correct them\.\n$/)
    expect(output).not.toContain('hunter2')
    expect(code).toBe(1)
  })

  test('that does not exist', async () => {
    const url = server.url.replace(/rolecall$/, 'elsewhere')
    const { code, output } = await startInVain({ DATABASE_URL: url, ROLECALL_SECRET_KEY: key })
    expect(output).toMatch(/has no database called elsewhere\. Create it, or correct the name\.\n$/)
    expect(output).not.toContain('right-one')
    expect(code).toBe(1)
  })
})

test.describe('a start that succeeds', () => {
  test.setTimeout(240_000)

  test('ends with the ready line, answers for its health, and Ctrl-C leaves nothing behind', async () => {
    const product = await startProduct()
    expect(product.output()).toMatch(new RegExp(`Rolecall is ready at http://localhost:${product.port}\\n$`))
    const health = await fetch(`${product.url}/api/health`)
    expect(await health.json()).toMatchObject({ status: 'ok' })
    expect(processesOf(product.dataDir).length).toBeGreaterThan(3)

    const second = await startInVain({ ROLECALL_DATA_DIR: product.dataDir })
    expect(second.output).toMatch(/^The data folder .* is in use by another Rolecall\. .*\n$/)
    expect(second.code).toBe(1)

    expect(await product.stop()).toBe(0)
    expect(product.output()).toMatch(/Stopping …\nStopped\.\n$/)
    expect(processesOf(product.dataDir)).toEqual([])
  })

  test('a killed supervisor leaves nothing behind, and the next start is warm and finds its data', async () => {
    const dataDir = makeDataFolder()
    const first = await startProduct({ dataDir })
    first.process.kill('SIGKILL')
    await expect.poll(() => processesOf(dataDir), { timeout: 15_000 }).toEqual([])

    const second = await startProduct({ dataDir })
    expect(second.output()).toContain('Build up to date')
    expect(second.output()).toContain('Database schema up to date')
    expect(await second.stop()).toBe(0)
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('a child that ends takes everything with it', async () => {
    const dataDir = makeDataFolder()
    const product = await startProduct({ dataDir })
    const ended = new Promise((resolve) => product.process.once('exit', resolve))
    const worker = processesOf(dataDir).find(({ command }) => command.includes('lib/worker/main.ts'))
    process.kill(worker?.pid ?? Number.NaN, 'SIGKILL')
    expect(await ended).toBe(1)
    expect(product.output()).toMatch(/The worker ended unexpectedly \(signal SIGKILL\)\. Its log is .*\n/)
    expect(processesOf(dataDir)).toEqual([])
    rmSync(dataDir, { recursive: true, force: true })
  })
})

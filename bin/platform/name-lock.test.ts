import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { expect, test } from 'vitest'
import { takeLock, withLock } from './name-lock.ts'
import { node } from './paths.ts'

test('one at a time, and free again afterwards', async () => {
  const name = randomUUID()
  const release = await takeLock(name)
  expect(release).not.toBeNull()
  expect(await takeLock(name)).toBeNull()
  release?.()
  const again = await takeLock(name)
  expect(again).not.toBeNull()
  again?.()
})

test('a killed process holds nothing', async () => {
  const name = randomUUID()
  const file = path.join(import.meta.dirname, 'name-lock.ts')
  const script = `
    const { takeLock } = await import(${JSON.stringify(file)})
    console.log((await takeLock(${JSON.stringify(name)})) !== null)
    setInterval(() => undefined, 1000)`
  const holder = spawn(node, ['--input-type=module', '--eval', script])
  const said = await new Promise<string>((resolve) =>
    holder.stdout.once('data', (text) => resolve(String(text))),
  )
  expect(said).toBe('true\n')
  expect(await takeLock(name)).toBeNull()
  const ended = new Promise((resolve) => holder.once('exit', resolve))
  holder.kill('SIGKILL')
  await ended
  const release = await takeLock(name)
  expect(release).not.toBeNull()
  release?.()
})

test('who waits goes on when the lock is free', async () => {
  const name = randomUUID()
  const order: string[] = []
  const first = withLock(name, async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    order.push('first')
  })
  await new Promise((resolve) => setTimeout(resolve, 10))
  await withLock(name, async () => void order.push('second'))
  await first
  expect(order).toEqual(['first', 'second'])
})

import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Lets the lock go. The end of the process, however it ends, does the same. */
export type Release = () => void

/**
 * Takes the lock called `name`, or returns null when another process on this machine holds it. The lock is a listening
 * socket: it dies with its process, so neither kill -9 nor a reused process id leaves a false one behind.
 */
export async function takeLock(name: string): Promise<Release | null> {
  const address = lockAddress(name)
  const first = await listen(address)
  // Only a socket that is a file outlives its process; nobody answers there then.
  if (first || !path.isAbsolute(address) || process.platform === 'win32' || (await answers(address)))
    return first
  rmSync(address, { force: true })
  return listen(address)
}

/** Runs `work` while holding the lock, waiting for it as long as it takes. */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  let release = await takeLock(name)
  while (!release) {
    await sleep(200)
    release = await takeLock(name)
  }
  try {
    return await work()
  } finally {
    release()
  }
}

function lockAddress(name: string): string {
  const id = `rolecall-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${id}`
  // Linux has sockets without a file.
  if (process.platform === 'linux') return `\0${id}`
  return path.join(os.tmpdir(), `${id}.sock`)
}

function listen(address: string): Promise<Release | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null)
      else reject(error)
    })
    server.listen(address, () => {
      server.unref()
      resolve(() => void server.close())
    })
  })
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

import net from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { findFreePort } from '../platform/free-port.ts'
import { checkOwnDatabase } from './own-database.ts'

let server: net.Server | undefined

afterEach(() => {
  server?.close()
})

function message(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}

/** Just enough of PostgreSQL's protocol to say how old it is. */
async function startServerOfVersion(version: string): Promise<number> {
  const port = await findFreePort()
  const ready = message('Z', 'I')
  const column = Buffer.from('server_version\0\0\0\0\0\0\0\0\0\0\x19\xff\xff\0\0\0\0\0\0', 'latin1')
  const length = Buffer.from([0, 0, 0, version.length])
  const answer = [
    message('T', Buffer.from([0, 1]), column),
    message('D', Buffer.from([0, 1]), length, version),
    message('C', 'SHOW\0'),
    ready,
  ]
  server = net.createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', Buffer.alloc(4)), ready]))
      socket.on('data', (data) => {
        if (data.toString('latin1').startsWith('Q')) socket.write(Buffer.concat(answer))
        else socket.end()
      })
    })
  })
  await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve))
  return port
}

test('takes a server that is new enough', async () => {
  const port = await startServerOfVersion('18.1 (Debian 18.1-1)')
  await expect(checkOwnDatabase(`postgres://app:hunter2@127.0.0.1:${port}/rolecall`)).resolves.toBe('18.1')
})

test('refuses an old one', async () => {
  const port = await startServerOfVersion('17.6')
  await expect(checkOwnDatabase(`postgres://app:hunter2@127.0.0.1:${port}/rolecall`)).rejects.toThrow(
    `PostgreSQL at 127.0.0.1:${port} is 17.6; Rolecall needs 18 or newer.`,
  )
})

test('does not wait for ever for a server that says nothing', async () => {
  const port = await findFreePort()
  server = net.createServer(() => undefined)
  await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve))
  await expect(checkOwnDatabase(`postgres://app:hunter2@127.0.0.1:${port}/rolecall`, 200)).rejects.toThrow(
    `DATABASE_URL cannot be used: 127.0.0.1:${port} did not answer within 0.2 s. Check host, port and firewall.`,
  )
})

import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Reply } from '../replies.ts'

const mostPieces = 10

/** Waits without keeping the process alive. */
export async function pause(durationMs: number): Promise<void> {
  if (durationMs > 0) await sleep(durationMs, undefined, { ref: false })
}

/** Puts the answer on the wire; also one that breaks off or comes piece by piece. */
export async function sendReply(response: ServerResponse, reply: Reply): Promise<void> {
  const text = reply.text ?? (reply.body === undefined ? '' : JSON.stringify(reply.body))
  const content = Buffer.from(reply.status === 204 || reply.status === 304 ? '' : text)
  if (reply.destroy || (reply.cut && content.length === 0)) {
    response.destroy()
    return
  }
  if (content.length === 0) {
    response.writeHead(reply.status, reply.headers).end()
    return
  }
  const ownHeaders = { 'content-type': 'application/json', 'content-length': content.length }
  response.writeHead(reply.status, { ...ownHeaders, ...reply.headers })
  const trickleMs = reply.trickleMs ?? 0
  if (!reply.cut && trickleMs === 0) {
    response.end(content)
    return
  }
  const sent = reply.cut ? content.subarray(0, Math.ceil(content.length / 2)) : content
  await writeSlowly(response, sent, trickleMs)
  if (reply.cut) response.destroy()
  else response.end()
}

async function writeSlowly(response: ServerResponse, content: Buffer, trickleMs: number): Promise<void> {
  const size = trickleMs > 0 ? Math.ceil(content.length / mostPieces) : content.length
  response.flushHeaders()
  for (let from = 0; from < content.length && !response.destroyed; from += size) {
    await pause(trickleMs)
    await writePiece(response, content.subarray(from, from + size))
  }
}

/** Resolves when the piece has left the process, or cannot any more. */
function writePiece(response: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve)
    response.write(piece, () => {
      response.off('close', resolve)
      resolve()
    })
  })
}

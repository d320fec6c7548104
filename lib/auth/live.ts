import { subscribe, type LiveEvent } from '#lib/platform/db/listen.ts'
import { log } from '#lib/platform/log.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { findActorBySession } from '#lib/users/queries.ts'

type Close = () => void
const kept = globalThis as typeof globalThis & { rolecallStreams?: Set<Close> }

/** All open streams; `next start` waits for open answers when it stops, so they are closed on its signals. */
function openStreams(): Set<Close> {
  if (kept.rolecallStreams) return kept.rolecallStreams
  const streams = new Set<Close>()
  kept.rolecallStreams = streams
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      for (const close of streams) close()
    })
  }
  return streams
}

/** Whether a person may know that what an event is about has changed. */
export type MayHear = (actor: Actor, event: LiveEvent) => Promise<boolean>

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}

/** How old what is known of a person's rights may be before an event that they would not let through. */
const staleAfterMs = 1000

/**
 * An endless answer of server-sent events, begun once events are heard. It lasts until the browser goes, the session ends
 * or the server stops; whoever is signed out, and what they may know, is looked at again at each ping.
 * @param gone aborts when the browser has gone.
 */
export async function streamLiveEvents(
  sessionId: string | null,
  gone: AbortSignal,
  mayHear: MayHear,
  pingMs = 15_000,
): Promise<Response> {
  let actor = sessionId === null ? null : await findActorBySession(sessionId)
  let knownAt = Date.now()
  const lookAgain = async () => {
    knownAt = Date.now()
    actor = sessionId === null ? null : await findActorBySession(sessionId)
  }
  if (!actor) return Response.json({ code: 'unauthenticated' }, { status: 401 })
  const line = openLine()
  const attempt = (step: () => Promise<void>) => () =>
    void step().catch((error: unknown) => {
      log.warn({ err: error }, 'live events: a stream was closed, its browser opens another')
      line.close()
    })
  const unsubscribe = await subscribe((event) =>
    attempt(async () => {
      let hears = actor !== null && (await mayHear(actor, event))
      // they may have become an owner a moment ago
      if (!hears && Date.now() - knownAt > staleAfterMs) {
        await lookAgain()
        hears = actor !== null && (await mayHear(actor, event))
      }
      if (hears) line.put(`data: ${JSON.stringify(event)}\n\n`)
    })(),
  )
  const ping = setInterval(
    attempt(async () => {
      await lookAgain()
      if (actor) line.put(': ping\n\n')
      else line.close()
    }),
    pingMs,
  )
  const streams = openStreams()
  streams.add(line.close)
  const tidyUp = async () => {
    await line.closed
    streams.delete(line.close)
    unsubscribe()
    clearInterval(ping)
  }
  void tidyUp()
  if (gone.aborted) line.close()
  gone.addEventListener('abort', line.close)
  line.put('retry: 2000\n\n')
  return new Response(line.body, { headers })
}

/** A body that is written piece by piece, until it is closed here or by its reader. */
function openLine() {
  const encoder = new TextEncoder()
  const end = Promise.withResolvers<void>()
  const side: { controller?: ReadableStreamDefaultController<Uint8Array> } = {}
  const leave = () => {
    const { controller } = side
    delete side.controller
    end.resolve()
    return controller
  }
  return {
    body: new ReadableStream<Uint8Array>({
      start: (controller) => {
        side.controller = controller
      },
      cancel: () => void leave(),
    }),
    put: (text: string) => side.controller?.enqueue(encoder.encode(text)),
    close: () => leave()?.close(),
    closed: end.promise,
  }
}

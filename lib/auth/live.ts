import { subscribe, type LiveEvent } from '#lib/platform/db/listen.ts'

const pingMs = 15_000

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

/** An endless answer of server-sent events that lasts until the browser goes or the server stops. */
export async function streamLiveEvents(
  gone: AbortSignal,
  wanted: (event: LiveEvent) => boolean,
): Promise<Response> {
  const streams = openStreams()
  const encoder = new TextEncoder()
  let close: Close = () => {}
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const put = (text: string) => controller.enqueue(encoder.encode(text))
      put('retry: 2000\n\n')
      const unsubscribe = await subscribe((event) => {
        if (wanted(event)) put(`data: ${JSON.stringify(event)}\n\n`)
      })
      const ping = setInterval(() => put(': ping\n\n'), pingMs)
      close = () => {
        if (!streams.delete(close)) return
        unsubscribe()
        clearInterval(ping)
        controller.close()
      }
      streams.add(close)
      if (gone.aborted) close()
      gone.addEventListener('abort', () => close())
    },
    cancel: () => close(),
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

export interface LiveEvent {
  topic: string
  id: string
}

export interface LiveStreamHandlers {
  /** The stream is open, for the first time or again: what happened before then told nobody. */
  onOpen: () => void
  onEvent: (event: LiveEvent) => void
  onDown: () => void
}

const firstWaitMs = 2000
const longestWaitMs = 15_000

/**
 * The server's events, for as long as the returned function is not called. The browser goes on by itself after a cut, and
 * gives up after an answer that is no stream, as a proxy gives while the server restarts: then it is asked for anew,
 * less and less often.
 */
export function openLiveStream(url: string, { onOpen, onEvent, onDown }: LiveStreamHandlers): () => void {
  let waitMs = firstWaitMs
  let source: EventSource
  let retry: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource(url)
    source.addEventListener('open', () => {
      waitMs = firstWaitMs
      onOpen()
    })
    source.addEventListener('message', (message: MessageEvent<string>) => {
      onEvent(JSON.parse(message.data) as LiveEvent) // our own route
    })
    source.addEventListener('error', () => {
      onDown()
      if (source.readyState !== EventSource.CLOSED) return
      retry = setTimeout(open, waitMs * (0.75 + Math.random() / 2))
      waitMs = Math.min(waitMs * 2, longestWaitMs)
    })
  }
  open()
  return () => {
    clearTimeout(retry)
    source.close()
  }
}

'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { createContext, use, useEffect, useState, type ReactNode } from 'react'

interface LiveEvent {
  topic: string
  id: string
}

type Listener = (event: LiveEvent) => void

interface Live {
  connected: boolean
  listen: (listener: Listener) => () => void
}

const LiveContext = createContext<Live | null>(null)
const fallbackMs = 10_000

/** One stream of server-sent events for all that is live on the page. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [connected, setConnected] = useState(false)
  const [listeners] = useState(() => new Set<Listener>())

  useEffect(() => {
    const stream = new EventSource('/api/live')
    stream.addEventListener('open', () => {
      setConnected(true)
      void client.invalidateQueries({ queryKey: ['live'] }) // what happened while nobody listened
    })
    stream.addEventListener('error', () => setConnected(false))
    stream.addEventListener('message', (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as LiveEvent
      void client.invalidateQueries({ queryKey: ['live', event.topic, event.id] })
      for (const listener of listeners) listener(event)
    })
    return () => stream.close()
  }, [client, listeners])

  const listen = (listener: Listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
  return <LiveContext value={{ connected, listen }}>{children}</LiveContext>
}

/** Data of one thing that stays fresh: re-read at each event about it, and every ten seconds while the stream is down. */
export function useLiveData<T>(topic: string, id: string, url: string, initialData: T): T {
  const live = use(LiveContext)
  const { data } = useQuery<T>({
    queryKey: ['live', topic, id, url],
    queryFn: async ({ signal }) => {
      const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
      if (!response.ok) throw new Error(`Could not refresh (${response.status}).`)
      return (await response.json()) as T // our own route; its query's type is the caller's
    },
    initialData,
    refetchOnMount: 'always', // what happened between the server's read and now told nobody
    refetchInterval: live?.connected ? false : fallbackMs,
  })
  return data ?? initialData
}

/** Renders the page's server part anew when something of the topic changes; several changes at once count as one. */
export function LiveRefresh({ topic }: { topic: string }) {
  const live = use(LiveContext)
  const router = useRouter()
  const listen = live?.listen
  useEffect(() => {
    if (!listen) return
    let waiting: ReturnType<typeof setTimeout> | undefined
    const stop = listen((event) => {
      if (event.topic !== topic || waiting) return
      waiting = setTimeout(() => {
        waiting = undefined
        router.refresh()
      }, 300)
    })
    return () => {
      clearTimeout(waiting)
      stop()
    }
  }, [listen, router, topic])
  return null
}

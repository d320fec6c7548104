'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import { openLiveStream, type LiveEvent } from '#components/live/live-stream.ts'
import { createRefresher } from '#components/live/refresher.ts'

interface Live {
  connected: boolean
  /** Calls the function for every event, until what it returns is called. */
  listen: (listener: (event: LiveEvent) => void) => () => void
  /** Renders the server's part of the page anew; several wishes at once count as one. */
  refresh: () => void
}

const LiveContext = createContext<Live | null>(null)

/** How often a screen is read anew by itself: beside the stream, whose line may be cut unnoticed, and without it. */
const besideStreamMs = 60_000
const withoutStreamMs = 5000

/** One stream of server-sent events for all that is live on the page. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const router = useRouter()
  const [{ refresh, start }] = useState(() => createRefresher(() => router.refresh()))
  const [connected, setConnected] = useState(false)
  const [listeners] = useState(() => new Set<(event: LiveEvent) => void>())

  useEffect(start, [start])

  useEffect(() => {
    const readAgain = () => {
      void client.invalidateQueries({ queryKey: ['live'] })
      refresh()
    }
    return openLiveStream('/api/live', {
      onOpen: () => {
        setConnected(true)
        readAgain()
      },
      onDown: () => setConnected(false),
      onEvent: (event) => {
        if (event.topic === 'missed') return readAgain()
        void client.invalidateQueries({ queryKey: ['live', event.topic, event.id] })
        for (const listener of listeners) listener(event)
      },
    })
  }, [client, listeners, refresh])

  useEffect(() => {
    const poll = setInterval(refresh, connected ? besideStreamMs : withoutStreamMs)
    return () => clearInterval(poll)
  }, [connected, refresh])

  const listen = (listener: (event: LiveEvent) => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
  return <LiveContext value={{ connected, listen, refresh }}>{children}</LiveContext>
}

/** Data of one thing that stays fresh: re-read at each event about it, and slowly by itself. */
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
    refetchInterval: live?.connected ? besideStreamMs : withoutStreamMs,
  })
  return data ?? initialData
}

/** Renders the page's server part anew when something of the topic changes. */
export function LiveRefresh({ topic }: { topic: string }) {
  const live = use(LiveContext)
  const listen = live?.listen
  const refresh = live?.refresh
  useEffect(
    () =>
      listen?.((event) => {
        if (event.topic === topic) refresh?.()
      }),
    [listen, refresh, topic],
  )
  return null
}

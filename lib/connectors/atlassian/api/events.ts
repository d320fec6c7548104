import { z } from 'zod'
import { repeatedCursor, toCursor, walkPages, type Page } from '../http/pagination.ts'
import { endpointOf } from '../http/request.ts'
import type { Api, Request } from './lists.ts'
import { pageOf, text } from './shapes.ts'

const Link = z.object({ id: text, type: text, attributes: z.record(z.string(), z.unknown()).nullish() })

/** An entry of the organization's audit log. Its objects may come without an id (seen by public clients). */
export const Event = z.object({
  id: z.string(),
  attributes: z.object({
    time: z.string(),
    /** In the stream only. */
    processedAt: text,
    action: z.string(),
    actor: z.object({ id: text, name: text, email: text }).nullish(),
    context: z.array(Link).nullish(),
    container: z.array(Link).nullish(),
  }),
})
export type Event = z.infer<typeof Event>
const EventPage = pageOf(Event).extend({ meta: z.object({ next: text }).nullish() })

const EventAction = z.object({
  id: z.string(),
  attributes: z.object({ displayName: text, groupDisplayName: text }).nullish(),
})
export type EventAction = z.infer<typeof EventAction>
const EventActionPage = z.object({ data: z.array(EventAction) })

export interface EventFilter {
  q?: string
  from?: Date
  to?: Date
  action?: string
  actor?: string[]
  ip?: string[]
  product?: ('bitbucket' | 'confluence' | 'guard_detect' | 'jira' | 'loom')[]
}

/** The audit log: 10 calls a minute for the list, 50 for the stream (Atlassian's documentation). */
export function eventCalls({ http, orgId }: Api) {
  const ids = { orgId }
  return {
    listEvents(filter: EventFilter, signal: AbortSignal): AsyncGenerator<Page<Event>> {
      const call: Request = { method: 'GET', path: '/v1/orgs/{orgId}/events', ids }
      const { actor, ip, product, q, action } = filter
      const query = {
        q,
        action,
        from: filter.from?.getTime(),
        to: filter.to?.getTime(),
        // These three are joined by commas, unlike every other list (Atlassian's documentation).
        actor: actor?.join(','),
        ip: ip?.join(','),
        product: product?.join(','),
        limit: 500,
      }
      return walkPages('events', endpointOf(call), async (cursor) => {
        const page = await http.read({ ...call, query: { ...query, cursor } }, EventPage, signal)
        return { data: page.data, links: { next: page.meta?.next ?? page.links?.next } }
      })
    },

    /**
     * Events in the order in which Atlassian processed them, from a moment or from a kept cursor to the present end.
     * The cursor of the last page can be kept and read on from, so that a list without end is not walked again.
     */
    async *streamEvents(
      from: { since: Date } | { cursor: string },
      signal: AbortSignal,
    ): AsyncGenerator<{ events: Event[]; cursor: string | null }> {
      const call: Request = { method: 'GET', path: '/v1/orgs/{orgId}/events-stream', ids }
      let query: Request['query'] =
        'since' in from ? { from: from.since.getTime(), limit: 500 } : { cursor: from.cursor, limit: 500 }
      const seen = new Set<string>()
      for (;;) {
        const page = await http.read({ ...call, query }, EventPage, signal)
        const cursor = toCursor(page.meta?.next ?? page.links?.next)
        yield { events: page.data, cursor }
        // The end is an empty page, or one whose cursor is the one that was asked with.
        if (cursor === null || page.data.length === 0 || cursor === query['cursor']) return
        if (seen.has(cursor)) throw repeatedCursor('events', endpointOf(call))
        seen.add(cursor)
        query = { cursor, limit: 500 }
      }
    },

    /** Every kind of event there is, with the words for it. */
    async listEventActions(signal: AbortSignal): Promise<EventAction[]> {
      const call: Request = { method: 'GET', path: '/v1/orgs/{orgId}/event-actions', ids }
      return (await http.read(call, EventActionPage, signal)).data
    },
  }
}

import type { TimelineEvent } from '#components/ui/timeline.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import type { RequestDetail, RequestEvent } from '#lib/requests/types.ts'

type Shown = Omit<TimelineEvent, 'id' | 'at' | 'who'>

const titles: Record<string, (event: Wire<RequestEvent>) => Shown> = {
  'request.submitted': () => ({ state: 'done', title: 'Requested' }),
  'request.revocation_ordered': () => ({ state: 'done', title: 'Revocation ordered' }),
  'request.approved': (event) => ({ state: 'done', title: 'Approved', detail: text(event, 'comment') }),
  'request.denied': (event) => ({ state: 'failed', title: 'Denied', detail: text(event, 'comment') }),
  'request.cancelled': (event) => ({ state: 'done', title: 'Cancelled', detail: text(event, 'reason') }),
  'request.retried': () => ({ state: 'done', title: 'Sent again by order' }),
  'request.not_sent': (event) => ({ state: 'failed', title: 'Not sent', detail: text(event, 'reason') }),
  'request.sent': () => ({ state: 'done', title: 'Sent', detail: 'Atlassian accepted the change.' }),
  'request.verified': () => ({ state: 'done', title: 'Verified', detail: 'Read back from Atlassian.' }),
  'request.unverified': (event) => ({ state: 'failed', title: 'Not verified', detail: text(event, 'cause') }),
  'request.refused': (event) => ({
    state: 'failed',
    title: event.data['internal'] === true ? 'Given up' : 'Refused by Atlassian',
    detail: refusal(event),
  }),
}

function text(event: Wire<RequestEvent>, key: string): string | undefined {
  const value = event.data[key]
  return typeof value === 'string' ? value : undefined
}

function refusal(event: Wire<RequestEvent>): string {
  const wait = event.data['retryInSeconds']
  const again = typeof wait === 'number' ? ` Trying again by itself in ${wait} s.` : ''
  return `${text(event, 'cause') ?? ''}${again}`
}

/** What happened, and what is still to come: requested → approved → sent → verified. */
export function toPath(request: Wire<RequestDetail>): TimelineEvent[] {
  const happened = request.timeline.map((event) => ({
    ...(titles[event.event]?.(event) ?? { state: 'done' as const, title: event.event }),
    id: event.id,
    who: event.actorName,
    at: event.at,
  }))
  return [...happened, ...toCome(request)]
}

function toCome(request: Wire<RequestDetail>): TimelineEvent[] {
  const approval: TimelineEvent = {
    id: 'approval',
    state: 'current',
    title: 'Requires approval',
    detail:
      request.approvers.length > 0
        ? `Waits for ${request.approvers.join(' or ')}.`
        : 'Waits for an owner of the app other than the requester.',
  }
  const send: TimelineEvent = { id: 'send', state: 'pending', title: 'Sent' }
  const verify: TimelineEvent = { id: 'verify', state: 'pending', title: 'Verified' }
  if (request.status === 'requires_approval') return [approval, send, verify]
  if (request.status === 'approved') {
    return [
      { ...send, state: request.notSentReason ? 'pending' : 'current', title: 'Send to Atlassian' },
      verify,
    ]
  }
  if (request.status !== 'provisioning') return []
  const accepted = request.attempts.at(-1)?.outcome === 'accepted'
  if (!accepted) return [{ ...send, state: 'current', title: 'Sending to Atlassian' }, verify]
  return [
    {
      ...verify,
      state: 'current',
      title: 'Verifying',
      detail: 'Atlassian can take up to 90 seconds to show a change. This page follows by itself.',
    },
  ]
}

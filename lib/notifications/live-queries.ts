import { canReadConnector } from '#lib/connectors/permissions.ts'
import { canReadAnyApp, canReadApp } from '#lib/inventory/permissions.ts'
import { db } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import type { LiveEvent } from '#lib/platform/db/listen.ts'
import { canReadRequest } from '#lib/requests/permissions.ts'
import { canWorkOnDraft } from '#lib/setup/permissions.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { canReadMailbox } from './permissions.ts'

/** Whether the actor may know of an event: by what they may read of the thing it is about. */
export async function mayHear(actor: Actor, { topic, id }: LiveEvent): Promise<boolean> {
  switch (topic) {
    case 'connector':
      return canReadConnector(actor, id) || (await canReadItsApp(actor, id))
    case 'setup':
      return canWorkOnDraft(actor, id)
    case 'request':
      return canReadThatRequest(actor, id)
    case 'notification':
      return id === actor.userId
    case 'mail':
      return canReadMailbox(actor)
    case 'missed':
      return true
    case 'run-ended':
      return false // for the worker
  }
}

/** The lists of an app show what its connectors have read. */
async function canReadItsApp(actor: Actor, connectorId: string): Promise<boolean> {
  if (!canReadAnyApp(actor)) return false
  const connector = await db().connector.findUnique({
    where: { id: connectorId, ...livingConnector },
    select: { appId: true },
  })
  return connector !== null && canReadApp(actor, connector.appId)
}

async function canReadThatRequest(actor: Actor, requestId: string): Promise<boolean> {
  const request = await db().accessRequest.findUnique({
    where: { id: requestId },
    select: { kind: true, appId: true, requesterId: true },
  })
  return request !== null && canReadRequest(actor, request)
}

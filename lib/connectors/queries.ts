import { db } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { env } from '#lib/platform/env.ts'
import { isId } from '#lib/platform/ids.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { BatonConfig, batonKind } from './baton/config.ts'
import { canReadConnector } from './permissions.ts'
import { openBaton } from './self-hosted/open-baton.ts'
import type { SelfHosted } from './types.ts'

/** What only a self-hosted connector has; null for any other, and for one that the actor may not see. */
export async function findSelfHosted(actor: Actor, connectorId: string): Promise<SelfHosted | null> {
  if (!isId(connectorId) || !canReadConnector(actor, connectorId)) return null
  const connector = await db().connector.findUnique({
    where: { id: connectorId, kind: batonKind, ...livingConnector },
    include: { credentials: { where: { endedAt: null }, include: { createdBy: true } } },
  })
  if (!connector) return null
  const [living] = connector.credentials
  const { image, organizationId = null } = BatonConfig.parse(connector.config)
  const { host, protocol } = new URL(env().ROLECALL_URL)
  return {
    credential: living
      ? {
          id: living.id,
          clientId: living.clientId,
          createdAt: living.createdAt,
          createdBy: living.createdBy.name,
          lastUsedAt: living.lastUsedAt,
          callsElsewhere: !living.clientId.endsWith(`@${host}/rolecall`),
        }
      : null,
    files: living ? openBaton(connector).runFiles({ clientId: living.clientId, clientSecret: null }) : null,
    organizationId,
    image,
    host,
    hasTls: protocol === 'https:',
  }
}

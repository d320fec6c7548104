import { requireManageable } from '#lib/connectors/lock-connector.ts'
import { canReadConnector } from '#lib/connectors/permissions.ts'
import { membershipKind } from '#lib/inventory/diff/plan-objects.ts'
import { db } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import { can, type Actor } from '#lib/users/permissions.ts'
import { defaultLimit } from './guard/guard.ts'
import { limitedKinds } from './guard/limited-kinds.ts'
import { findHeldPlan } from './read-run.ts'
import type { LossKind, RemovalLimits, WaitingPlanOf } from './types.ts'

/** Names of one kind that are read with the page; the file has all. */
const shownPerKind = 50

/**
 * What would be lost if the held plan of a run were applied, by name, kind by kind; empty when nothing waits.
 * @throws AppError not_found, also when the actor may not see it; forbidden when they may not decide on it.
 */
export async function listLosses(actor: Actor, runId: string): Promise<LossKind[]> {
  const found = await findStage(actor, runId)
  if (!found) return []
  const { stage, connectorId } = found
  const kinds = await db().$queryRaw<{ kind: string; position: number; count: number }[]>`
    select kind, position, count(*)::int as count from (
      select kind, position from "PlannedObject" where stage = ${stage} and action = 'end' and kind <> ${membershipKind}
      union all select kind, position from "PlannedGrant" where stage = ${stage} and action = 'end') x
    where position in (select position from "SyncPhaseRun" where "runId" = ${runId}::uuid and status = 'held')
    group by kind, position order by position, kind`
  const limits = new Map(
    (await db().removalLimit.findMany({ where: { connectorId } })).map((one) => [one.kind, one]),
  )
  return Promise.all(
    kinds.map(async ({ kind, position, count }) => {
      const { percent, objects } = limits.get(kind) ?? defaultLimit
      return {
        kind,
        count,
        limit: { percent, objects },
        names: await readLosses(stage, position, kind, shownPerKind),
      }
    }),
  )
}

/**
 * Everything that would be lost, as lines of kind, name and detail, for a file.
 * @throws AppError not_found, forbidden.
 */
export async function* streamLosses(actor: Actor, runId: string): AsyncGenerator<(string | null)[][]> {
  const kinds = await listLosses(actor, runId)
  const found = await findStage(actor, runId)
  if (!found) return
  const held = await db().syncPhaseRun.findMany({ where: { runId, status: 'held' } })
  for (const { kind } of kinds) {
    for (const { position } of held) {
      for (let after = 0; ;) {
        const rows = await readLosses(found.stage, position, kind, 1000, after)
        if (rows.length > 0) yield rows.map(({ name, detail }) => [kind, name, detail])
        const last = rows.at(-1)
        if (!last || rows.length < 1000) break
        after = last.seq
      }
    }
  }
}

async function findStage(actor: Actor, runId: string) {
  const run = isId(runId)
    ? await db().syncRun.findUnique({ where: { id: runId, connector: livingConnector } })
    : null
  if (!run) throw notFound('This sync')
  requireManageable(actor, run.connectorId)
  if (run.status !== 'held' || run.heldOutcome !== null) return null
  const staged = await db().stagedRun.findUnique({ where: { runId } })
  return staged ? { stage: staged.stage, connectorId: run.connectorId } : null
}

function readLosses(
  stage: number,
  position: number,
  kind: string,
  count: number,
  after = 0,
): Promise<{ seq: number; name: string; detail: string | null }[]> {
  return db().$queryRaw`
    select * from (
      select p.seq, coalesce(a."displayName", r."displayName", e."displayName") as name,
        case p."objectType" when 'account' then a.email when 'resource' then coalesce(r."productName", r.description)
          else er."displayName" end as detail
      from "PlannedObject" p
      left join "Account" a on a.id = p."objectId" and p."objectType" = 'account'
      left join "Resource" r on r.id = p."objectId" and p."objectType" = 'resource'
      left join "Entitlement" e on e.id = p."objectId" and p."objectType" = 'entitlement'
      left join "Resource" er on er.id = e."resourceId"
      where p.stage = ${stage} and p.position = ${position} and p.kind = ${kind} and p.action = 'end' and p.seq > ${after}
      union all
      select p.seq, coalesce(a."displayName", held."displayName"),
        case when e.kind = 'membership' then r."displayName" else e."displayName" || ' on ' || r."displayName" end
      from "PlannedGrant" p
      join "Entitlement" e on e.id = p."entitlementId" join "Resource" r on r.id = e."resourceId"
      left join "Account" a on a.id = p."accountId" left join "Resource" held on held.id = p."groupId"
      where p.stage = ${stage} and p.position = ${position} and p.kind = ${kind} and p.action = 'end' and p.seq > ${after}
    ) x order by seq limit ${count}`
}

/** Plans that wait for the actor's decision, of all connectors that are theirs to manage. */
export async function listWaitingPlans(actor: Actor): Promise<WaitingPlanOf[]> {
  const everything = can(actor, 'connectors.manage')
  const connectors = await db().connector.findMany({
    where: {
      ...livingConnector,
      ...(everything ? {} : { id: { in: [...actor.ownedConnectorIds] } }),
      runs: { some: { status: 'held', heldOutcome: null } },
    },
    orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
    select: { id: true, displayName: true },
  })
  const plans = await Promise.all(connectors.map(({ id }) => findHeldPlan(id)))
  return connectors.flatMap(({ id, displayName }, index) => {
    const plan = plans[index]
    return plan ? [{ ...plan, connectorId: id, connectorName: displayName }] : []
  })
}

/** From when on removals are held, kind by kind. @throws AppError not_found, also when the actor may not see it. */
export async function getRemovalLimits(actor: Actor, connectorId: string): Promise<RemovalLimits> {
  const connector =
    isId(connectorId) && canReadConnector(actor, connectorId)
      ? await db().connector.findUnique({
          where: { id: connectorId, ...livingConnector },
          include: { limits: { include: { setBy: true } } },
        })
      : null
  if (!connector) throw notFound('This connector')
  const known = new Map(connector.limits.map((limit) => [limit.kind, limit]))
  return {
    usual: defaultLimit,
    kinds: limitedKinds(connector).map((kind) => {
      const own = known.get(kind)
      const { percent, objects } = own ?? defaultLimit
      return { kind, percent, objects, set: own ? { by: own.setBy?.name ?? null, at: own.setAt } : null }
    }),
  }
}

import { AtlassianConfig } from '#lib/connectors/atlassian/config.ts'
import { batonKind } from '#lib/connectors/baton/config.ts'
import { readReport } from '#lib/connectors/connection/report.ts'
import { canManageConnector, canReadAnyConnector, canReadConnector } from '#lib/connectors/permissions.ts'
import { toConnectorStatus, type LabelledRun } from '#lib/connectors/status.ts'
import type { ConnectorStatus } from '#lib/connectors/types.ts'
import { db } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import type { Prisma } from '#lib/platform/db/generated/client.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import { can, requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { findHeldPlan, readRun } from './read-run.ts'
import type { ConnectorDetail, ConnectorRow, Progress } from './types.ts'

/** Runs on the connector's own page; `listRuns` has all. */
const shownRuns = 10
const dayMs = 86_400_000
const recentRuns = { orderBy: { createdAt: 'desc' }, take: 5 } satisfies Prisma.Connector$runsArgs

interface WithRuns {
  pausedAt: Date | null
  runs: LabelledRun[]
}

const statusOf = ({ pausedAt, runs }: WithRuns): ConnectorStatus => toConnectorStatus(pausedAt, runs)

/** The connectors the actor may see, by name. @throws AppError forbidden. */
export async function listConnectors(actor: Actor): Promise<ConnectorRow[]> {
  requireAllowed(canReadAnyConnector(actor))
  const everything = can(actor, 'connectors.read') || can(actor, 'connectors.manage')
  return readConnectors(everything ? {} : { id: { in: [...actor.ownedConnectorIds] } })
}

/** The connectors of these apps by name, without asking who may know of them. */
export async function listConnectorsOf(appIds: readonly string[]): Promise<ConnectorRow[]> {
  return readConnectors({ appId: { in: [...appIds] } })
}

async function readConnectors(where: Prisma.ConnectorWhereInput): Promise<ConnectorRow[]> {
  const connectors = await db().connector.findMany({
    where: { ...livingConnector, ...where },
    orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
    take: 500,
    include: { app: true, owners: { include: { user: true } }, runs: recentRuns },
  })
  const good = await lastGoodSyncs(connectors.map((connector) => connector.id))
  return connectors.map((connector) => ({
    id: connector.id,
    displayName: connector.displayName,
    kind: connector.kind,
    status: statusOf(connector),
    appId: connector.appId,
    appName: connector.app.displayName,
    owners: connector.owners.map((owner) => owner.user.name),
    provisionRoles: connector.provisionRoles,
    provisionMemberships: connector.provisionMemberships,
    lastSucceededAt: good.get(connector.id) ?? null,
    run: connector.runs.find((run) => run.finishedAt === null) ?? null,
    nextSyncAt: connector.nextSyncAt,
    pausedAt: connector.pausedAt,
    keyExpiresAt: connector.keyExpiresAt,
    secretHint: connector.secretHint,
    error: statusOf(connector) === 'Error' ? (connector.runs[0]?.errorMessage ?? null) : null,
  }))
}

async function lastGoodSyncs(connectorIds: string[]): Promise<Map<string, Date | null>> {
  const runs = await db().syncRun.groupBy({
    by: ['connectorId'],
    where: { connectorId: { in: connectorIds }, status: 'succeeded' },
    _max: { finishedAt: true },
  })
  return new Map(runs.map((run) => [run.connectorId, run._max.finishedAt]))
}

/** When the app was last read completely; null before the first good sync. For "as of" on its pages. */
export async function findLastSync(appId: string): Promise<Date | null> {
  const run = await db().syncRun.findFirst({
    where: { connector: { appId }, status: 'succeeded' },
    orderBy: { finishedAt: 'desc' },
  })
  return run?.finishedAt ?? null
}

/** @throws AppError not_found, also when the actor may not see it. */
export async function getConnector(actor: Actor, connectorId: string): Promise<ConnectorDetail> {
  const connector =
    isId(connectorId) && canReadConnector(actor, connectorId)
      ? await db().connector.findUnique({
          where: { id: connectorId, ...livingConnector },
          include: {
            app: true,
            owners: { include: { user: true }, orderBy: { createdAt: 'asc' } },
            secretSetBy: true,
            supportRequestedBy: true,
            resources: { take: 1, select: { id: true } },
          },
        })
      : null
  if (!connector) throw notFound('This connector')
  // A self-hosted connector has a configuration of its own.
  const organization = connector.kind === batonKind ? null : AtlassianConfig.parse(connector.config)
  return {
    id: connector.id,
    displayName: connector.displayName,
    kind: connector.kind,
    app: { id: connector.appId, displayName: connector.app.displayName },
    owners: connector.owners.map(({ user: { id, name, email, status } }) => ({
      id,
      name,
      email,
      isInvited: status === 'invited',
    })),
    organizationId: organization?.organizationId ?? null,
    organizationName: organization?.organizationName ?? null,
    provisionRoles: connector.provisionRoles,
    provisionMemberships: connector.provisionMemberships,
    secretHint: connector.secretHint,
    secretSetAt: connector.secretSetAt,
    secretSetBy: connector.secretSetBy?.name ?? null,
    keyExpiresAt: connector.keyExpiresAt,
    isRead: connector.resources.length > 0,
    report: readReport(connector.report),
    reportedAt: connector.reportedAt,
    supportRequested: connector.supportRequestedAt && {
      at: connector.supportRequestedAt,
      by: connector.supportRequestedBy?.name ?? null,
    },
    schedule: {
      everyMinutes: connector.syncEveryMinutes,
      cron: connector.syncCron,
      timeZone: connector.syncTimeZone,
    },
    mayManage: canManageConnector(actor, connector.id),
  }
}

/** What the connector's page shows live: its label, its runs, one of them with counts and log, and what is held. @throws AppError not_found. */
export async function getProgress(actor: Actor, connectorId: string): Promise<Progress> {
  const connector =
    isId(connectorId) && canReadConnector(actor, connectorId)
      ? await db().connector.findUnique({
          where: { id: connectorId, ...livingConnector },
          include: {
            runs: { ...recentRuns, take: shownRuns, include: { phases: true } },
            _count: { select: { runs: true } },
          },
        })
      : null
  if (!connector) throw notFound('This connector')
  const shown = connector.runs.find((run) => run.finishedAt === null) ?? connector.runs[0]
  const good = await lastGoodSyncs([connectorId])
  return {
    status: statusOf(connector),
    lastSucceededAt: good.get(connectorId) ?? null,
    nextSyncAt: connector.nextSyncAt,
    pausedAt: connector.pausedAt,
    run: shown ? await readRun(shown.id) : null,
    heldPlan: await findHeldPlan(connectorId),
    runs: connector.runs.map((run) => ({
      id: run.id,
      status: run.status,
      createdAt: run.createdAt,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      errorMessage: run.errorMessage,
      vendorCalls: run.vendorCalls,
      heldOutcome: run.heldOutcome,
      added: sumOf(run.phases, 'added'),
      changed: sumOf(run.phases, 'changed'),
      removed: sumOf(run.phases, 'removed'),
    })),
    runsTotal: connector._count.runs,
    callsLastDay: await countCallsLastDay(connectorId),
  }
}

const sumOf = (
  phases: readonly { added: number; changed: number; removed: number }[],
  column: 'added' | 'changed' | 'removed',
): number => phases.reduce((total, phase) => total + phase[column], 0)

async function countCallsLastDay(connectorId: string): Promise<number> {
  const { _sum } = await db().syncRun.aggregate({
    where: { connectorId, startedAt: { gt: new Date(Date.now() - dayMs) } },
    _sum: { vendorCalls: true },
  })
  return _sum.vendorCalls ?? 0
}

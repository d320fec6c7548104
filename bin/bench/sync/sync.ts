import path from 'node:path'
import type { SyncRun } from '#lib/platform/db/generated/client.ts'
import { root } from '../../platform/paths.ts'
import { runTask } from '../../platform/run-task.ts'
import type { Figure } from '../measure.ts'
import { countPerAccount } from './per-account.ts'
import { withStage, type Stage } from './stage.ts'
import { measureStagingWays } from './staging-ways.ts'

const million = { accounts: 100_000, groups: 2000, sites: 3 }

/** How fast and how sparing a sync is; every ratio from one run on one machine. */
export async function measureSync(): Promise<Figure[]> {
  const figures = await withStage(million, measureMillion)
  const small = await withStage({ ...million, accounts: 10_000, groups: 400 }, measurePeak)
  const large = await withStage({ ...million, accounts: 150_000 }, measurePeak)
  const limited = await withStage({ accounts: 2000, groups: 60, sites: 3 }, measureLimited)
  const ways = await withStage({ accounts: 200, groups: 40, sites: 1 }, measureStagingWays)
  return [
    ...figures,
    { name: 'sync.worker.peak_rss_mb.10k', value: small, unit: 'MB', goal: null },
    { name: 'sync.worker.peak_rss_mb.150k', value: large, unit: 'MB', goal: null },
    {
      name: 'sync.worker.peak_rss_mb',
      value: Math.max(small, large),
      unit: 'MB',
      goal: '≤ 300',
    },
    { name: 'sync.worker.peak_rss.150k_to_10k', value: large / small, unit: '', goal: '1, the same' },
    { name: 'sync.limited.share_of_limit', value: limited, unit: '', goal: '≥ 0.95' },
    ...ways,
  ]
}

async function measureMillion(stage: Stage): Promise<Figure[]> {
  const perAccount = await countPerAccount(stage.vendor)
  const walAtStart = await stage.wal()
  const first = await stage.connect()
  const tidiedMs = Date.now() - (first.finishedAt?.getTime() ?? 0)
  const walOfFirst = (await stage.wal()) - walAtStart
  const firstMs = durationOf(first)
  // One floor is worth little: it is as restless as the machine.
  const floors = [await measureFloor(stage), await measureFloor(stage), await measureFloor(stage)]
  const floorMs = floors.toSorted((a, b) => a - b)[1] ?? 0
  const walBefore = await stage.wal()
  const unchanged = await stage.sync()
  const walOfUnchanged = (await stage.wal()) - walBefore
  const changes = await changeOnePercent(stage, 0)
  const walBeforeResync = await stage.wal()
  const resync = await stage.sync()
  const walOfResync = (await stage.wal()) - walBeforeResync
  await changeOnePercent(stage, 1)
  await stage.checkpoint()
  const walAtCheckpoint = await stage.wal()
  await stage.sync()
  const walAfterCheckpoint = (await stage.wal()) - walAtCheckpoint
  return [
    { name: 'sync.first.duration', value: firstMs / 1000, unit: 's', goal: null },
    { name: 'sync.first.tidied_after', value: tidiedMs / 1000, unit: 's', goal: null },
    { name: 'sync.floor.duration', value: floorMs / 1000, unit: 's', goal: null },
    { name: 'sync.floor.shortest', value: Math.min(...floors) / 1000, unit: 's', goal: null },
    { name: 'sync.floor.longest', value: Math.max(...floors) / 1000, unit: 's', goal: null },
    { name: 'sync.first.ratio_to_floor', value: firstMs / floorMs, unit: '', goal: '≤ 2, dream 1.3' },
    ...(await breakdown(first)),
    { name: 'sync.calls', value: first.vendorCalls, unit: '', goal: null },
    { name: 'sync.calls.per_account_pattern', value: perAccount, unit: '', goal: null },
    {
      name: 'sync.calls.ratio_to_per_account',
      value: first.vendorCalls / perAccount,
      unit: '',
      goal: '≤ 0.0667',
    },
    { name: 'sync.first.wal_mb', value: walOfFirst / 1e6, unit: 'MB', goal: null },
    { name: 'sync.unchanged.duration', value: durationOf(unchanged) / 1000, unit: 's', goal: null },
    { name: 'sync.unchanged.wal_bytes', value: walOfUnchanged, unit: 'B', goal: '≤ 1000000' },
    { name: 'sync.resync.changes', value: changes, unit: '', goal: null },
    { name: 'sync.resync.duration', value: durationOf(resync) / 1000, unit: 's', goal: null },
    { name: 'sync.resync.wal_ratio', value: walOfResync / walOfFirst, unit: '', goal: '≤ 0.03' },
    {
      name: 'sync.resync.wal_ratio.after_checkpoint',
      value: walAfterCheckpoint / walOfFirst,
      unit: '',
      goal: null,
    },
  ]
}

const durationOf = ({ startedAt, finishedAt }: SyncRun): number =>
  (finishedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? 0)

/** Where the time of a run went. */
async function breakdown({ id }: SyncRun): Promise<Figure[]> {
  const { db } = await import('#lib/platform/db/client.ts')
  const phases = await db().syncPhaseRun.findMany({ where: { runId: id }, orderBy: { position: 'asc' } })
  const parts = {
    fetch: 'fetchMs',
    parse: 'parseMs',
    copy: 'stageMs',
    diff: 'diffMs',
    apply: 'applyMs',
  } as const
  const sums = Object.entries(parts).map(([name, column]) => ({
    name: `sync.first.${name}`,
    value: phases.reduce((sum, phase) => sum + phase[column], 0) / 1000,
    unit: 's',
    goal: null,
  }))
  const byPhase = phases.flatMap((phase) =>
    Object.entries(parts).map(([name, column]) => ({
      name: `sync.first.${phase.phase}.${name}`,
      value: phase[column] / 1000,
      unit: 's',
      goal: null,
    })),
  )
  return [...sums, ...byPhase.filter(({ value }) => value >= 0.05)]
}

async function measureFloor({ vendor, databaseUrl }: Stage): Promise<number> {
  const { db } = await import('#lib/platform/db/client.ts')
  const { baseUrl, organizationId, accessToken } = vendor
  const roles = await db().entitlement.findMany({
    where: {
      slug: { in: ['atlassian/user', 'atlassian/admin', 'atlassian/guest'] },
      resource: { resourceType: 'workspace' },
    },
    include: { resource: true },
  })
  const holders = Map.groupBy(roles, (role) => role.resource.externalId)
    .entries()
    .map(([resourceId, held]) => ({ resourceId, roles: held.map((role) => role.slug) }))
  const input = { access: { baseUrl, organizationId, accessToken }, databaseUrl, holders: [...holders] }
  const done = await runTask([path.join(root, 'bin/bench/sync/floor.ts'), JSON.stringify(input)])
  if (done.code !== 0) throw new Error(done.output)
  return JSON.parse(done.output.trim().split('\n').at(-1) ?? '').ms
}

/**
 * One in a hundred accounts is renamed; one in a hundred memberships is another. Returns how many changes that is.
 * @param round other ones in every round.
 */
async function changeOnePercent({ vendor }: Stage, round: number): Promise<number> {
  const { db } = await import('#lib/platform/db/client.ts')
  const accounts = await db().account.findMany({ orderBy: { externalId: 'asc' } })
  const groups = await db().resource.findMany({ where: { resourceType: 'group', lockedReason: null } })
  const memberships = await db().$queryRaw<{ accountId: string; groupId: string }[]>`
    select a."externalId" as "accountId", r."externalId" as "groupId"
    from "Grant" g join "Account" a on a.id = g."accountId" join "Entitlement" e on e.id = g."entitlementId"
    join "Resource" r on r.id = e."resourceId" and r."resourceType" = 'group'
    where g."endedAt" is null and abs(hashtext(g.id::text) % 200) = ${round}`
  let changes = 0
  const change = async (body: object) => {
    await vendor.control('POST', 'changes', body)
    changes += 1
  }
  for (const [index, account] of accounts.entries()) {
    if (index % 100 === round)
      await change({ type: 'rename', accountId: account.externalId, name: `${account.displayName} II` })
  }
  for (const [index, membership] of memberships.entries()) {
    await change({ type: 'remove-member', ...membership })
    const group = groups[(index * 7919) % groups.length]
    const account = accounts[(index * 104_729) % accounts.length]
    if (group && account)
      await change({ type: 'add-member', accountId: account.externalId, groupId: group.externalId })
  }
  return changes
}

async function measurePeak(stage: Stage): Promise<number> {
  await stage.connect()
  return stage.workerPeakMb()
}

/** Fifty milliseconds a call, ten calls a second: how near the sync comes to that. */
async function measureLimited(stage: Stage): Promise<number> {
  const { vendor } = stage
  await stage.connect()
  const search = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'
  await vendor.control('POST', 'rate-limits', { endpoint: search, limit: 10, windowMs: 1000 })
  await vendor.control('POST', 'faults', { endpoint: '*', delayMs: 50, share: 1 })
  const { db } = await import('#lib/platform/db/client.ts')
  const run = await stage.sync()
  const phases = await db().syncPhaseRun.findMany({ where: { runId: run.id } })
  const searched = await db().syncCallCount.findMany({ where: { runId: run.id, endpoint: search } })
  const seconds = phases
    .filter(({ phase }) => searched.some((one) => one.phase === phase))
    .reduce(
      (sum, { startedAt, finishedAt }) => sum + (finishedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? 0),
      0,
    )
  const calls = searched.reduce((sum, one) => sum + one.calls - one.failed, 0)
  return calls / (seconds / 1000) / 10
}

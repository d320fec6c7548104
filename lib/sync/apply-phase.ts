import type { PhaseCoverage, SyncPage } from '#lib/connectors/contract.ts'
import {
  applyAccounts,
  applyEntitlements,
  applyResources,
  type Changes,
} from '#lib/inventory/apply-staged-objects.ts'
import { applyGrants } from '#lib/inventory/apply-staged-grants.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { endsEarly, findImplausible, type KindCount } from './guard.ts'

/** A finished phase whose result is not believed; nothing of it was applied. */
export class ImplausiblePhase extends Error {
  override readonly name = 'ImplausiblePhase'
}

/** What the vendor says itself that there are. */
export type VendorTotals = NonNullable<SyncPage['totals']>

export interface PhaseScope {
  runId: string
  appId: string
  connectorId: string
  readFrom: Date
  shownAfterMs: number
}

/**
 * Diffs what a finished phase has staged with what is stored and writes only what differs. What is covered and was not
 * read has ended.
 * @returns the changes, with a sentence about each list that is shorter than the vendor's own count.
 * @throws ImplausiblePhase when a list came back empty or cut that was not; then nothing is written.
 */
export async function applyPhase(
  tx: Tx,
  scope: PhaseScope,
  coverage: PhaseCoverage,
  totals: VendorTotals,
): Promise<{ changes: Changes; doubts: string[] }> {
  const counts = await countKinds(tx, scope, coverage, totals)
  const implausible = findImplausible(counts)
  if (implausible !== null) throw new ImplausiblePhase(implausible)
  const done: Changes[] = []
  done.push(await applyResources(tx, scope, coverage.resourceTypes))
  if (coverage.accounts) done.push(await applyAccounts(tx, scope))
  done.push(await applyEntitlements(tx, scope, coverage.entitlementsOn))
  for (const covered of coverage.grants) done.push(await applyGrants(tx, scope, covered))
  const changes = done.reduce((sum, one) => ({
    added: sum.added + one.added,
    changed: sum.changed + one.changed,
    removed: sum.removed + one.removed,
  }))
  const doubts = counts
    .filter(endsEarly)
    .map(({ kind, read, counted }) => `${counted} ${kind} are counted, but the list has ${read}.`)
  return { changes, doubts }
}

async function countKinds(
  tx: Tx,
  scope: PhaseScope,
  coverage: PhaseCoverage,
  totals: VendorTotals,
): Promise<KindCount[]> {
  const { runId, connectorId } = scope
  const counts: KindCount[] = []
  for (const resourceType of coverage.resourceTypes) {
    counts.push({
      kind: `${resourceType}s`,
      known: await tx.resource.count({ where: { connectorId, resourceType, endedAt: null } }),
      read: await tx.stagedResource.count({ where: { runId, resourceType } }),
      believedBelow: resourceType === 'group' ? 20 : 1,
      counted: resourceType === 'group' ? (totals.groups ?? null) : null,
    })
  }
  if (coverage.accounts) {
    counts.push({
      kind: 'accounts',
      known: await tx.account.count({ where: { connectorId, endedAt: null } }),
      read: await tx.stagedAccount.count({ where: { runId } }),
      believedBelow: 1,
      counted: totals.accounts ?? null,
    })
  }
  for (const { on, by } of coverage.grants) {
    const principal = by === 'account' ? { accountId: { not: null } } : { groupId: { not: null } }
    counts.push({
      kind: on === 'group' ? 'group memberships' : `grants held by ${by}s on ${on}s`,
      known: await tx.grant.count({
        where: { connectorId, endedAt: null, ...principal, entitlement: { resource: { resourceType: on } } },
      }),
      read: await countStagedGrants(tx, runId, on, by),
      believedBelow: 20,
      counted: null,
    })
  }
  return counts
}

async function countStagedGrants(tx: Tx, runId: string, on: string, by: string): Promise<number> {
  const [counted] = await tx.$queryRaw<[{ read: number }]>`
    select count(*)::int as read from "StagedGrant" g
    join "StagedEntitlement" e on e."runId" = g."runId" and e."externalId" = g."entitlementExternalId"
    where g."runId" = ${runId}::uuid and g."principalType" = ${by} and e."resourceType" = ${on}`
  return counted.read
}

import type { Connector, EntitlementTarget, Loss } from '../contract.ts'
import { walkPhases } from './walks.ts'

const never = new AbortController().signal
const ofEach = 3

interface Stage {
  open: () => Connector
  free: { accountExternalId: string; target: EntitlementTarget }[]
  unknownAccountExternalId: string
}

/** Claims that some of everything that is read was lost, and something that nobody has. @returns what is wrong. */
export async function checkRemaining({ open, ...stage }: Stage): Promise<string[]> {
  const connector = open()
  const there = await readSome(connector)
  const gone = [...inventLosses(stage), ...inventOf(there)]
  const answers = await connector.findRemaining([...gone, ...there], never)
  const remaining = new Set(answers.remaining)
  return [
    ...there.filter((one) => !remaining.has(one)).map((one) => `it misses ${JSON.stringify(one)}`),
    ...gone.filter((one) => remaining.has(one)).map((one) => `it still sees ${JSON.stringify(one)}`),
    ...answers.unanswered.map(({ loss, error }) => `${error.message} for ${JSON.stringify(loss)}`),
  ]
}

/** Some of each type. */
async function readSome(connector: Connector): Promise<Loss[]> {
  const there: Loss[] = []
  const targets = new Map<string, EntitlementTarget>()
  const seen = new Map<string, number>()
  const take = (kind: string, loss: Loss) => {
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    if ((seen.get(kind) ?? 0) <= ofEach) there.push(loss)
  }
  for await (const { page } of walkPhases(connector)) {
    for (const one of page.entitlements ?? []) targets.set(one.externalId, one)
    for (const { externalId } of page.accounts ?? []) take('account', { kind: 'account', externalId })
    for (const { resourceType, externalId } of page.resources ?? [])
      if (resourceType !== 'organization') take(resourceType, { kind: 'resource', resourceType, externalId })
    for (const { principalType, principalExternalId, on, entitlementExternalId } of page.grants ?? []) {
      const found = targets.get(entitlementExternalId)
      if (!found) continue
      const { kind, slug, resourceType, resourceExternalId } = found
      const target = { kind, slug, resourceType, resourceExternalId }
      take(`${principalType} on ${on}`, { kind: 'grant', principalType, principalExternalId, target })
    }
  }
  return there
}

function inventLosses({ free, unknownAccountExternalId }: Omit<Stage, 'open'>): Loss[] {
  return [
    { kind: 'account', externalId: unknownAccountExternalId },
    ...free.map(({ accountExternalId, target }): Loss => ({
      kind: 'grant',
      principalType: 'account',
      principalExternalId: accountExternalId,
      target,
    })),
    ...free.map(({ target }): Loss => ({
      kind: 'grant',
      principalType: 'account',
      principalExternalId: unknownAccountExternalId,
      target,
    })),
  ]
}

/** What was read, of things that are not there: groups and workspaces, and what groups carry. */
function inventOf(there: readonly Loss[]): Loss[] {
  const unknown = '00000000-0000-4000-8000-00000000beef'
  return there.flatMap((one): Loss[] => {
    if (one.kind === 'resource') return [{ ...one, externalId: unknown }]
    if (one.kind !== 'grant' || one.principalType !== 'group') return []
    return [
      { ...one, principalExternalId: unknown },
      { ...one, target: { ...one.target, slug: 'atlassian/guest-of-nobody' } },
    ]
  })
}

import type { Loss, LossAnswers, ResourceType } from '../contract.ts'
import { ConnectorError } from '../errors.ts'
import type { AtlassianClient } from './client.ts'
import { collect } from './http/pagination.ts'
import { listGroupsOf } from './list-groups-of.ts'
import { entitlementId, isOnPlatform, toHeldRoles } from './mapper.ts'

type GrantLoss = Extract<Loss, { kind: 'grant' }>

interface Asking {
  client: AtlassianClient
  organizationId: string
  signal: AbortSignal
}

/**
 * Asks for each loss by another call than the list that has left it out, for that one may be broken: an account or a group
 * by itself, memberships by the groups of the account, roles of accounts by their own assignments, roles of groups on a
 * workspace by a search for the group. For workspaces there is no other call, so their list is read once more.
 * @throws ConnectorError auth, rate-limited; the signal's reason.
 */
export async function findRemaining(asking: Asking, losses: readonly Loss[]): Promise<LossAnswers> {
  const { client, signal } = asking
  const grants = losses.filter((one) => one.kind === 'grant')
  const ofAccounts = grants.filter((one) => one.principalType === 'account')
  const answers = await Promise.all([
    ...losses
      .filter((one) => one.kind === 'account')
      .map((one) => askForOne(one, () => client.getUser(one.externalId, signal))),
    ...resourcesOf(losses, 'group').map((one) =>
      askForOne(one, () => client.getGroup(one.externalId, signal)),
    ),
    ...grants
      .filter((one) => one.principalType === 'group')
      .map((one) => askForOne(one, () => findCarrying(asking, one))),
    askForWorkspaces(asking, resourcesOf(losses, 'workspace')),
    ...askForHeld(ofAccounts, 'membership', (accountId) => membershipsOf(asking, accountId)),
    ...askForHeld(ofAccounts, 'role', (accountId) => rolesOf(asking, accountId)),
  ])
  return {
    remaining: answers.flatMap((one) => one.remaining),
    unanswered: answers.flatMap((one) => one.unanswered),
  }
}

/** @param ask for all of the losses at once; which of them are there. */
async function answerFor(losses: readonly Loss[], ask: () => Promise<Loss[]>): Promise<LossAnswers> {
  try {
    return { remaining: await ask(), unanswered: [] }
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind === 'auth' || error.kind === 'rate-limited')
      throw error
    return { remaining: [], unanswered: losses.map((loss) => ({ loss, error })) }
  }
}

/** @param ask null when it is not there. */
const askForOne = (loss: Loss, ask: () => Promise<object | null>): Promise<LossAnswers> =>
  answerFor([loss], async () => ((await nullWhenUnknown(ask())) === null ? [] : [loss]))

/** @param heldBy entitlements of one account, by their external ids. */
function askForHeld(
  losses: readonly GrantLoss[],
  kind: GrantLoss['target']['kind'],
  heldBy: (accountId: string) => Promise<string[]>,
): Promise<LossAnswers>[] {
  const ofKind = losses.filter((one) => one.target.kind === kind)
  return [...Map.groupBy(ofKind, (one) => one.principalExternalId)].map(([accountId, ofAccount]) =>
    answerFor(ofAccount, async () => {
      const held = new Set(await nullWhenUnknown(heldBy(accountId)))
      return ofAccount.filter(({ target }) => held.has(entitlementId(target.resourceExternalId, target.slug)))
    }),
  )
}

function askForWorkspaces(
  { client, signal }: Asking,
  losses: ReturnType<typeof resourcesOf>,
): Promise<LossAnswers> {
  if (losses.length === 0) return Promise.resolve({ remaining: [], unanswered: [] })
  return answerFor(losses, async () => {
    const there = new Set((await collect(client.listWorkspaces(signal))).map(({ id }) => id))
    return losses.filter((one) => there.has(one.externalId))
  })
}

/** The group, when it is found by what it carries. */
async function findCarrying({ client, signal }: Asking, loss: GrantLoss): Promise<object | null> {
  const { resourceType, resourceExternalId, slug } = loss.target
  const groupId = loss.principalExternalId
  if (resourceType === 'organization') {
    const roles = await client.listGroupRoles(groupId, signal)
    return roles.find((one) => isOnPlatform(one) && one.roles?.includes(slug)) ?? null
  }
  const filter = { groupIds: [groupId], resourceIds: [resourceExternalId], roleIds: [slug] }
  const [found] = await collect(client.searchGroups(filter, signal))
  return found ?? null
}

async function membershipsOf({ client, signal }: Asking, accountId: string): Promise<string[]> {
  const groupIds = await listGroupsOf(client, accountId, signal)
  return groupIds.map((groupId) => entitlementId(groupId, 'member'))
}

async function rolesOf({ client, organizationId, signal }: Asking, accountId: string): Promise<string[]> {
  const roles = toHeldRoles(await client.listUserRoles(accountId, signal), organizationId)
  return roles.map((one) => entitlementId(one.resourceExternalId, one.slug))
}

async function nullWhenUnknown<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'not-found') return null
    throw error
  }
}

const resourcesOf = (losses: readonly Loss[], type: ResourceType) =>
  losses.flatMap((one) => (one.kind === 'resource' && one.resourceType === type ? [one] : []))

import { afterAll, beforeAll, expect, test } from 'vitest'
import { nothingWrong, settle, toChange } from '#e2e/fixtures/histories.ts'
import { openWay, syncInLives, type Way } from '#e2e/fixtures/killed-sync.ts'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { findOverlaps, readInventory, readTruth } from '#e2e/fixtures/truth.ts'
import type { Change } from '#lib/connectors/atlassian/sandbox/changes.ts'
import { createRandom } from '#lib/connectors/atlassian/sandbox/organization/random.ts'
import { db } from '#lib/platform/db/client.ts'

/** In the suite a small organization; `npm run test:long` takes a larger one, and kills it more often. */
const isLong = process.env['ROLECALL_LONG'] === '1'

let sandbox: Organization
let connected: Connected
let way: Way

beforeAll(async () => {
  sandbox = await openOrganization({ sites: 1, ...(isLong ? {} : { accounts: 60, groups: 20 }) })
  connected = await connectOrganization(sandbox)
  way = await openWay(sandbox.baseUrl)
})
afterAll(async () => {
  way.close()
  await sandbox.close()
})

/** Something of everything, and little enough for the guard. */
function changeSomething(seed: string): void {
  const random = createRandom(seed)
  const share = () => random.between(0, 999) / 1000
  const types = [
    'add-member',
    'remove-member',
    'assign-role',
    'revoke-role',
    'rename',
    'add-account',
    'remove-account',
    'assign-group-role',
  ] as const
  for (const type of types) {
    const drawn = {
      account: share(),
      group: share(),
      workspace: share(),
      role: 'atlassian/user' as const,
      name: `New ${seed}`,
    }
    const one = toChange(sandbox, { type, ...drawn })
    if (one && !takesLastAdministrators(one)) sandbox.model.apply(one)
  }
}

/** Where nobody administers the organization any more, the guard is right to hold that. */
const takesLastAdministrators = (change: Change): boolean =>
  change.type === 'remove-account' &&
  (sandbox.model.accounts.get(change.accountId)?.platformRoles.size ?? 0) > 0

/** What is as if nothing had happened, as far as the test can tell. */
async function readOutcome() {
  const run = await db().syncRun.findFirstOrThrow({
    orderBy: { createdAt: 'desc' },
    include: { calls: true },
  })
  const counted = run.calls.reduce((sum, one) => sum + one.calls, 0)
  return {
    status: run.status,
    uncountedCalls: run.vendorCalls - counted,
    inventory: await readInventory(connected.connectorId),
    overlaps: await findOverlaps(connected.connectorId),
  }
}

const undisturbed = () => ({
  status: 'succeeded',
  uncountedCalls: 0,
  inventory: readTruth(sandbox.model),
  overlaps: [],
})

async function countCalls(): Promise<number> {
  way.killAt(Number.POSITIVE_INFINITY, () => undefined)
  await syncInLives(connected, way, 1, () => undefined)
  return way.calls()
}

test('killed between two calls, it goes on and ends as if nothing had happened', async () => {
  const calls = await countCalls()
  for (let call = 1; call <= calls; call += 1) {
    changeSomething(`call ${call}`)
    const lives = await syncInLives(connected, way, 2, (_, die) => way.killAt(call, die))
    expect(lives, `killed at call ${call} of ${calls}`).toBe(2)
    expect(await readOutcome()).toEqual(undisturbed())
  }
}, 3_600_000)

test('killed again and again, at calls and while it writes, it still ends so', async () => {
  const random = createRandom('moments')
  for (let round = 0; round < (isLong ? 40 : 1); round += 1) {
    changeSomething(`round ${round}`)
    await syncInLives(connected, way, 5, (life, die) => {
      if (life % 2 === 1) way.killAt(random.between(4, 20), die)
      else {
        way.killAt(Number.POSITIVE_INFINITY, () => undefined)
        setTimeout(die, random.between(500, 1600))
      }
    })
    expect(await readOutcome()).toEqual(undisturbed())
  }
}, 3_600_000)

test('nothing is left of all that', async () => {
  expect(await settle(sandbox, connected)).toEqual(nothingWrong)
  for (const table of [
    'StagedRun',
    'StagedPhase',
    'StagedGrant',
    'StagedAccount',
    'PlannedGrant',
    'PlannedObject',
  ]) {
    expect([table, await db().$queryRawUnsafe(`select 1 from "${table}" limit 1`)]).toEqual([table, []])
  }
})

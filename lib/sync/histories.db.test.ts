import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { history, nothingWrong, playHistory } from '#e2e/fixtures/histories.ts'
import { openWay, type Way } from '#e2e/fixtures/killed-sync.ts'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'

let sandbox: Organization
let connected: Connected
let way: Way

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 60, groups: 20, sites: 1 })
  connected = await connectOrganization(sandbox)
  way = await openWay(sandbox.baseUrl)
})
afterAll(async () => {
  way.close()
  await sandbox.close()
})

test('whatever happened, and whatever went wrong meanwhile, a good sync knows what is true', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      expect(await playHistory(sandbox, connected, way, steps)).toEqual(nothingWrong)
    }),
    { numRuns: Number(process.env['ROLECALL_HISTORIES'] ?? 5), endOnFailure: true },
  )
}, 3_600_000)

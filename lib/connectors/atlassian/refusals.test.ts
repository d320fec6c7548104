import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  documentFile,
  findDeviations,
  openRecordedSandbox,
  type RecordedSandbox,
} from '#e2e/fixtures/recorded-sandbox.ts'
import type { RecordedCall } from '#e2e/fixtures/recorder.ts'
import type { ConnectorErrorKind } from '../errors.ts'
import { createAtlassianClient, type AtlassianClient } from './client.ts'
import { collect } from './http/pagination.ts'

const never = new AbortController().signal
let open: RecordedSandbox
let client: AtlassianClient

/** Refusals that Atlassian documents, and what each is to the product. */
const refusals: [name: string, run: () => Promise<unknown>, kind: ConnectorErrorKind][] = [
  [
    'a role that the workspace does not have',
    () => assign('ada', 'guest', 'confluence', 'acme-support'),
    'invalid-role',
  ],
  ['a workspace that is not licensed', () => assign('ada', 'user', 'compass', 'acme-labs'), 'invalid-role'],
  ['a suspended account', () => assign('katherine', 'guest', 'confluence', 'acme'), 'inactive-account'],
  ['no seat', () => assign('ada', 'user', 'jira-product-discovery', 'acme-labs'), 'seat-limit'],
  ['an account that is not there', () => assign('nobody', 'guest', 'confluence', 'acme'), 'not-found'],
  ['roles of nobody', () => client.listUserRoles('nobody', never), 'not-found'],
  ['a group that is not there', () => client.getGroup('nothing', never), 'not-found'],
  [
    'a group of the identity provider',
    () => client.addMember({ ...open.ref('okta-product'), accountId: accounts.ada() }, never),
    'forbidden',
  ],
  [
    'filters that exclude each other',
    () => collect(client.searchUsers({ emails: ['a@b.example'], searchTerm: 'a' }, never)),
    'bad-response',
  ],
  [
    'the suspension of an organization admin',
    () => client.suspendAccount({ directoryId: open.directoryId, accountId: accounts.margaret() }, never),
    'bad-response',
  ],
  [
    'the deletion of a default group',
    () => client.deleteGroup(open.ref('jira-users-acme'), never),
    'forbidden',
  ],
  ['dates of nobody', () => client.readLastActive('nobody', never), 'not-found'],
]

const accounts = {
  ada: () => open.idOf('ada.lovelace@acme.example'),
  katherine: () => open.idOf('katherine.johnson@acme.example'),
  margaret: () => open.idOf('margaret.hamilton@acme.example'),
  nobody: () => '712020:nobody',
}

function assign(who: keyof typeof accounts, role: string, product: string, site: string): Promise<void> {
  return client.assignRole(accounts[who](), `atlassian/${role}`, open.workspace(product, site), never)
}

describe.each(['measured', 'documented'] as const)(
  'with %s answers every refusal has its kind',
  (answers) => {
    const passed: RecordedCall[] = []
    beforeAll(async () => {
      open = await openRecordedSandbox(answers)
      client = createAtlassianClient(open.options)
    })
    afterAll(() => open.stop())

    it.each(refusals)('%s', async (_name, run, kind) => {
      await expect(run()).rejects.toMatchObject({ kind })
      passed.push(...open.calls.splice(0))
    })

    it.runIf(documentFile && answers === 'documented')(
      'and is as Atlassian’s OpenAPI document says (compared when ATLASSIAN_OPENAPI names its file)',
      () => {
        const { deviations, operations } = findDeviations(passed)
        expect(deviations).toEqual([])
        expect(operations).toBeGreaterThanOrEqual(8)
      },
    )
  },
)

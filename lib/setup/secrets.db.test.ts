import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { replaceToken } from '#lib/connectors/connection/replace-token.ts'
import { testConnection } from '#lib/connectors/connection/test-connection.ts'
import { createSelfHosted } from '#lib/connectors/self-hosted/create-self-hosted.ts'
import { rotateCredential } from '#lib/connectors/self-hosted/rotate-credential.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { startDraft } from './start-draft.ts'
import { saveCredentials } from './steps/save-credentials.ts'
import { saveOwners } from './steps/save-owners.ts'
import { testDraft } from './steps/test-draft.ts'

const wrongToken = 'ATCTT3xFfGN0-this-key-is-not-the-right-one'

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 30, groups: 8, sites: 1 })
  connected = await connectOrganization(sandbox)
})
afterAll(() => sandbox.close())

/** Tables of any schema, the job queue's too, in which a row has the text anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await db().$queryRawUnsafe<[{ found: boolean }]>(
      `select exists (select 1 from ${name} t where strpos(t::text, $1) > 0) as found`,
      text,
    )
    if (row.found) found.push(name)
  }
  return found
}

test('no table and no job has an access token or a client secret in clear text', async () => {
  const { owner, connectorId, appId } = connected
  const { draftId } = await startDraft(owner, { kind: 'atlassian' })
  await saveOwners(owner, {
    draftId,
    version: 0,
    owners: [{ userId: owner.userId }, { email: 'new@acme.example', name: 'New' }],
  })
  const organization = '11111111-2222-4333-8444-555555555555'
  await saveCredentials(owner, {
    draftId,
    version: 0,
    accessToken: wrongToken,
    organization,
    keyExpiresOn: '',
  })
  await testDraft(owner, { draftId })
  await expect(replaceToken(owner, { connectorId, accessToken: wrongToken })).rejects.toMatchObject({
    code: 'invalid',
  })
  await replaceToken(owner, { connectorId, accessToken: sandbox.accessToken })
  await testConnection(owner, { connectorId })
  const selfHosted = await transaction((tx) =>
    createSelfHosted(tx, owner, {
      appId,
      displayName: 'Self-hosted',
      ownerIds: [owner.userId],
      organizationId: null,
      provisionRoles: false,
      provisionMemberships: false,
    }),
  )
  const issued = await rotateCredential(owner, { connectorId: selfHosted.connectorId, replaces: null })

  expect(await tablesWith(issued.clientId), 'what is stored is found').toContain(
    'public."ConnectorCredential"',
  )
  for (const secret of [sandbox.accessToken, wrongToken, issued.clientSecret.split(':').at(-1) ?? '']) {
    expect(secret.length).toBeGreaterThan(30)
    expect(await tablesWith(secret)).toEqual([])
    expect(await tablesWith(secret.slice(0, -4))).toEqual([])
  }
})

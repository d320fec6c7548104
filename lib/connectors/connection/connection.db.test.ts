import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import { decryptSecret } from '#lib/platform/secrets/encrypt.ts'
import type { Actor } from '#lib/users/permissions.ts'
import type { ConsoleRole } from '#lib/users/roles.ts'
import { replaceToken } from './replace-token.ts'
import { listOwnOrganizations } from './list-organizations.ts'
import { noteSupportRequest } from './note-support-request.ts'
import { readReport } from './report.ts'
import { testConnection } from './test-connection.ts'

let sandbox: Organization
let connected: Connected
const countWarnings = async () => {
  const rows = await db().$queryRaw<unknown[]>`
    select 1 from pgboss.job where name = 'warn-of-expiring-keys' and state = 'created'`
  return rows.length
}

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 40, groups: 30 })
  connected = await connectOrganization(sandbox)
})
afterEach(async () => {
  await sandbox.control('DELETE', 'settings')
  await sandbox.control('DELETE', 'faults')
})
afterAll(() => sandbox.close())

const set = (settings: object) => sandbox.control('POST', 'settings', settings)
const stored = () => db().connector.findUniqueOrThrow({ where: { id: connected.connectorId } })
const lastEvent = (event: string) =>
  db().auditEvent.findFirstOrThrow({ where: { event }, orderBy: { id: 'desc' } })
const countEvents = (event: string) => db().auditEvent.count({ where: { event } })

describe('testing a connector', () => {
  test('keeps the report, the expiry date and who has tested', async () => {
    const { owner, connectorId } = connected
    await set({ keyExpiresAt: '2999-03-04T00:00:00.000Z', inviteEnabled: false })
    const report = await testConnection(owner, { connectorId })
    expect(report).toMatchObject({ ok: true, writes: { roles: 'answers', invite: 'disabled' } })
    const after = await stored()
    expect(after.keyExpiresAt).toEqual(new Date('2999-03-04T00:00:00.000Z'))
    expect(Date.now() - (after.reportedAt?.getTime() ?? 0)).toBeLessThan(10_000)
    expect(readReport(after.report)).toEqual(report)
    expect(JSON.stringify(after.report)).not.toContain(sandbox.accessToken)
    expect(await lastEvent('connector.tested')).toMatchObject({
      actorId: owner.userId,
      subjectId: connectorId,
      appId: connected.appId,
      data: { ok: true, notPassed: 'invite' },
    })
  })

  test('keeps an entered date where Atlassian tells none, and the token whatever is found', async () => {
    const { owner, connectorId } = connected
    const keyExpiresAt = new Date('2999-05-06T00:00:00.000Z')
    await db().connector.update({ where: { id: connectorId }, data: { keyExpiresAt } })
    await set({ keyList: 'refused' })
    expect(await testConnection(owner, { connectorId })).toMatchObject({ ok: true, keyExpiresAt })
    const before = await stored()
    expect(before.keyExpiresAt).toEqual(keyExpiresAt)
    await set({ keyRevoked: true })
    expect(await testConnection(owner, { connectorId })).toMatchObject({ ok: false })
    const { secret, secretSetAt, report } = await stored()
    expect({ secret, secretSetAt }).toEqual({ secret: before.secret, secretSetAt: before.secretSetAt })
    expect(readReport(report)).toMatchObject({ ok: false })
  })

  test('does not keep what was found of a token that was replaced meanwhile', async () => {
    const { owner, connectorId } = connected
    await testConnection(owner, { connectorId })
    const before = await stored()
    const tested = await countEvents('connector.tested')
    await sandbox.control('POST', 'faults', { endpoint: 'GET /v1/orgs/{orgId}', delayMs: 800 })
    const testing = testConnection(owner, { connectorId })
    await expect
      .poll(async () => (await sandbox.control('GET', 'faults')).json())
      .toMatchObject([{ hits: 1 }])
    await replaceToken(owner, { connectorId, accessToken: sandbox.accessToken })
    await expect(testing).rejects.toMatchObject({ code: 'conflict' })
    expect((await stored()).secret).not.toBe(before.secret)
    expect(await countEvents('connector.tested')).toBe(tested)
  })
})

describe('replacing the token', () => {
  test('swaps it after a test, and keeps what the test says of the new one', async () => {
    const { owner, connectorId } = connected
    const carol = await createPerson('Carol Connector', ['connector_administrator'])
    await set({ keyExpiresAt: '2999-07-08T00:00:00.000Z' })
    const warnings = await countWarnings()
    const report = await replaceToken(carol, { connectorId, accessToken: ` ${sandbox.accessToken}\n` })
    expect(report).toMatchObject({ ok: true, keyLabel: 'Rolecall' })
    // what was said of the old key ends at once
    expect(await countWarnings()).toBe(warnings + 1)
    const after = await stored()
    expect(decryptSecret(after.secret ?? '', connectorId)).toBe(sandbox.accessToken)
    expect(after).toMatchObject({
      secretHint: sandbox.accessToken.slice(-4),
      secretSetById: carol.userId,
      keyExpiresAt: new Date('2999-07-08T00:00:00.000Z'),
    })
    expect(readReport(after.report)).toEqual(report)
    expect(await lastEvent('connector.secret_replaced')).toMatchObject({
      actorId: carol.userId,
      data: { ok: true, notPassed: null },
    })
    expect(owner.userId).not.toBe(carol.userId)
  })

  test('by one that can do less swaps it all the same, and says what will not work', async () => {
    const { owner, connectorId } = connected
    const scopes = ['orgs', 'directories', 'groups', 'workspaces', 'keys'].map((one) => `read:${one}:admin`)
    await set({ keyScopes: scopes })
    const { secret } = await stored()
    const report = await replaceToken(owner, { connectorId, accessToken: sandbox.accessToken })
    expect(report).toMatchObject({ ok: true, writes: { roles: 'disabled' } })
    expect(report.checks.find((one) => one.key === 'scopes')).toMatchObject({
      state: 'failed',
      consequence: expect.any(String),
    })
    const after = await stored()
    expect(after.secret).not.toBe(secret)
    expect(readReport(after.report)).toEqual(report)
    expect(await lastEvent('connector.secret_replaced')).toMatchObject({
      data: { ok: true, notPassed: 'scopes, grant, revoke, invite, memberships' },
    })
  })

  test('takes the day that was entered where Atlassian tells none, and forgets that of the old one', async () => {
    const { owner, connectorId } = connected
    const { accessToken } = sandbox
    await set({ keyList: 'refused' })
    await replaceToken(owner, { connectorId, accessToken, keyExpiresOn: '2999-09-10' })
    expect((await stored()).keyExpiresAt).toEqual(new Date('2999-09-10T23:59:59.000Z'))
    await replaceToken(owner, { connectorId, accessToken, keyExpiresOn: '' })
    expect((await stored()).keyExpiresAt).toBeNull()
    const past = replaceToken(owner, { connectorId, accessToken, keyExpiresOn: '2020-01-01' })
    await expect(past).rejects.toMatchObject({ fieldErrors: { keyExpiresOn: expect.any(String) } })
    await expect(replaceToken(owner, { connectorId, accessToken, keyExpiresOn: 'June' })).rejects.toThrow(
      'a day',
    )
  })

  test('leaves the old one for one that cannot read', async () => {
    const { owner, connectorId } = connected
    const before = await stored()
    const search = 'POST /v2/orgs/{orgId}/directories/{directoryId}/groups/search'
    await sandbox.control('POST', 'faults', { endpoint: search, status: 403 })
    const refused = replaceToken(owner, { connectorId, accessToken: sandbox.accessToken })
    await expect(refused).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^Groups can be read: /),
      fieldErrors: { accessToken: expect.any(String) },
    })
    expect(await stored()).toEqual(before)
  })
})

describe('the support request', () => {
  test('is noted once, and can be taken back', async () => {
    const { owner, connectorId } = connected
    await noteSupportRequest(owner, { connectorId, requested: true })
    const first = await stored()
    expect(first).toMatchObject({ supportRequestedById: owner.userId, supportRequestedAt: expect.any(Date) })
    expect(await lastEvent('connector.support_requested')).toMatchObject({ data: { requested: true } })
    const carol = await createPerson('Carol Again', ['connector_administrator'])
    await noteSupportRequest(carol, { connectorId, requested: true })
    expect(await stored()).toEqual(first)
    expect(await countEvents('connector.support_requested')).toBe(1)
    await noteSupportRequest(carol, { connectorId, requested: false })
    expect(await stored()).toMatchObject({ supportRequestedAt: null, supportRequestedById: null })
    expect(await lastEvent('connector.support_requested')).toMatchObject({
      actorId: carol.userId,
      data: { requested: false },
    })
  })
})

describe('the organizations of a key', () => {
  test('are listed; none for a key with scopes', async () => {
    const { accessToken, organizationId } = sandbox
    expect(await listOwnOrganizations(`Bearer ${accessToken}`)).toEqual([
      { id: organizationId, name: 'Acme Industries' },
    ])
    await set({ keyScopes: ['read:orgs:admin'] })
    expect(await listOwnOrganizations(accessToken)).toEqual([])
  })

  test.each([
    ['too short', 'This is too short for an access token. Copy the whole key.'],
    [
      'ATCTT3xFfGN0-not-the-right-one',
      'Atlassian does not accept the access token: it is wrong, expired or revoked.',
    ],
  ])('say at the field what is wrong with %j', async (pasted, message) => {
    const refused = listOwnOrganizations(pasted.replaceAll(' ', ''))
    await expect(refused).rejects.toMatchObject({ code: 'invalid', fieldErrors: { accessToken: message } })
  })
})

describe('who may', () => {
  const verbs: [string, (actor: Actor, connectorId: string) => Promise<unknown>][] = [
    ['test', (actor, connectorId) => testConnection(actor, { connectorId })],
    [
      'note the support request',
      (actor, connectorId) => noteSupportRequest(actor, { connectorId, requested: true }),
    ],
    [
      'replace the token',
      (actor, connectorId) => replaceToken(actor, { connectorId, accessToken: sandbox.accessToken }),
    ],
  ]
  const nobody = '0199a000-0000-7000-8000-000000000000'
  const actorOf = (role: ConsoleRole, ownedConnectorIds: string[] = []): Actor => ({
    ...connected.owner,
    roles: [role],
    ownedConnectorIds,
    ownedAppIds: [],
  })

  test.each(verbs)('%s', async (_, run) => {
    const { connectorId } = connected
    const others = [
      ['basic_user', 'not_found'],
      ['application_administrator', 'not_found'],
      ['read_only_administrator', 'forbidden'],
    ] as const
    for (const [role, code] of others) {
      await expect(run(actorOf(role), connectorId)).rejects.toMatchObject({ code })
      await expect(run(actorOf(role, [nobody]), connectorId)).rejects.toMatchObject({ code })
    }
    await run(actorOf('basic_user', [connectorId]), connectorId)
    await run(actorOf('connector_administrator'), connectorId)
    await run(actorOf('super_administrator'), connectorId)
    await expect(run(actorOf('super_administrator'), nobody)).rejects.toMatchObject({ code: 'not_found' })
  })

  test.each(verbs)('%s, of no connector that is deleted', async (_, run) => {
    const { connectorId } = connected
    await db().connector.update({ where: { id: connectorId }, data: { deletedAt: new Date() } })
    const refused = run(actorOf('super_administrator'), connectorId)
    await expect(refused).rejects.toMatchObject({ code: 'not_found' })
    await db().connector.update({ where: { id: connectorId }, data: { deletedAt: null } })
  })

  test('tests no self-hosted connector, which keeps its token', async () => {
    const { appId, owner } = connected
    const { id: connectorId } = await db().connector.create({
      data: { appId, kind: 'baton', displayName: 'Self-hosted', config: {}, createdById: owner.userId },
    })
    const conflict = { code: 'conflict', message: expect.stringContaining('self-hosted') }
    const actor = actorOf('super_administrator')
    await expect(testConnection(actor, { connectorId })).rejects.toMatchObject(conflict)
    const { accessToken } = sandbox
    await expect(replaceToken(actor, { connectorId, accessToken })).rejects.toMatchObject(conflict)
  })
})

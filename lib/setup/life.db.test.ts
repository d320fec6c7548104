import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  connectBeside,
  connectOrganization,
  openOrganization,
  setUpForm,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { setProvisioning } from '#lib/connectors/set-provisioning.ts'
import { db } from '#lib/platform/db/client.ts'
import { setPaused } from '#lib/sync/schedule/set-paused.ts'
import { getConnector } from '#lib/sync/queries.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { previewDeletion } from './life-queries.ts'
import { changeKeyExpiry } from './life/change-key-expiry.ts'
import { changeOrganization } from './life/change-organization.ts'
import { deleteConnector } from './life/delete-connector.ts'
import { renameConnector } from './life/rename-connector.ts'
import { setConnectorOwners } from './life/set-connector-owners.ts'

let sandbox: Organization
let connected: Connected
let grace: Actor

const countWarnings = async () => {
  const rows = await db().$queryRaw<unknown[]>`
    select 1 from pgboss.job where name = 'warn-of-expiring-keys' and state = 'created'`
  return rows.length
}

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 40, groups: 10, sites: 1 })
  connected = await connectOrganization(sandbox)
  grace = await createPerson('Grace Hopper')
})
afterAll(async () => {
  await sandbox.close()
})

const stored = () => db().connector.findUniqueOrThrow({ where: { id: connected.connectorId } })
const lastEvent = (event: string) =>
  db().auditEvent.findFirst({
    where: { event, subjectId: connected.connectorId },
    orderBy: { id: 'desc' },
  })
const inAYear = `${new Date().getUTCFullYear() + 1}-06-01`
const ownersOf = async () =>
  (await db().connectorOwner.findMany({ where: { connectorId: connected.connectorId } })).map(
    (owner) => owner.userId,
  )

/** A second connector, which has not been read, with owners of its own. */
async function createUnread(owner: Actor): Promise<string> {
  const { connectorId } = await connectBeside(owner, {
    ...setUpForm(sandbox),
    appName: 'Elsewhere',
    organization: '11111111-2222-4333-8444-555555555555',
  })
  return connectorId
}

describe('who may', () => {
  const verbs: [string, (actor: Actor, connectorId: string) => Promise<unknown>][] = [
    ['rename', (actor, connectorId) => renameConnector(actor, { connectorId, displayName: 'Acme' })],
    [
      'set owners',
      async (actor, connectorId) =>
        setConnectorOwners(actor, { connectorId, owners: [{ userId: connected.owner.userId }] }),
    ],
    [
      'set the expiry',
      (actor, connectorId) => changeKeyExpiry(actor, { connectorId, keyExpiresOn: inAYear }),
    ],
    ['preview the deletion', (actor, connectorId) => previewDeletion(actor, connectorId)],
    [
      'switch provisioning',
      (actor, connectorId) =>
        setProvisioning(actor, { connectorId, provisionRoles: true, provisionMemberships: true }),
    ],
    ['pause', (actor, connectorId) => setPaused(actor, { connectorId, paused: false })],
  ]
  const refusals: [string, (actor: Actor, connectorId: string) => Promise<unknown>][] = [
    ...verbs,
    ['delete', (actor, connectorId) => deleteConnector(actor, { connectorId, name: 'Acme Industries' })],
    [
      'change the organization',
      (actor, connectorId) => changeOrganization(actor, { connectorId, organization: connectorId }),
    ],
  ]

  test.each(refusals)('%s: not found for a Basic User and for the owner of another', async (_, verb) => {
    const notFound = { code: 'not_found' }
    await expect(verb(grace, connected.connectorId)).rejects.toMatchObject(notFound)
    const other = await createPerson(`Owner of another, ${_}`)
    await createUnread(other)
    await expect(verb(await refresh(other), connected.connectorId)).rejects.toMatchObject(notFound)
  })

  test.each(refusals)('%s: a Read-Only Administrator sees it and may not', async (name, verb) => {
    const reader = await createPerson(`Reader, ${name}`, ['read_only_administrator'])
    await expect(verb(reader, connected.connectorId)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await getConnector(reader, connected.connectorId)).toMatchObject({ mayManage: false })
  })

  test.each(verbs)('%s: its owner, and the administrators of connectors, may', async (name, verb) => {
    const plain = await createPerson(`Plain owner, ${name}`)
    const { connectorId } = connected
    await db().connectorOwner.create({ data: { connectorId, userId: plain.userId } })
    for (const actor of [
      await refresh(plain),
      await createPerson(`Keeper, ${name}`, ['connector_administrator']),
      await createPerson(`Root, ${name}`, ['super_administrator']),
    ])
      await expect(verb(actor, connectorId)).resolves.not.toThrow()
    await db().connectorOwner.deleteMany({ where: { connectorId, userId: plain.userId } })
  })
})

describe('a connector', () => {
  test.each([' Acme ', 'Acme  Two', 'Acme\tThree', 'Cafe\u0301 🚀', 'أكمي', 'x'.repeat(250)])(
    'called %j as its organization is deleted by what is seen of it',
    async (displayName) => {
      const connectorId = await createUnread(connected.owner)
      await db().connector.update({ where: { id: connectorId }, data: { displayName } })
      const owner = await refresh(connected.owner)
      await expect(deleteConnector(owner, { connectorId, name: `${displayName}!` })).rejects.toMatchObject({
        code: 'invalid',
      })
      const seen = displayName.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
      await deleteConnector(owner, { connectorId, name: seen })
      expect(await db().connector.findUnique({ where: { id: connectorId } })).toMatchObject({
        deletedAt: expect.any(Date),
      })
    },
  )

  test('is renamed, and the audit says from what', async () => {
    await renameConnector(connected.owner, {
      connectorId: connected.connectorId,
      displayName: '  Acme Europe ',
    })
    expect(await stored()).toMatchObject({ displayName: 'Acme Europe' })
    expect(await lastEvent('connector.renamed')).toMatchObject({
      data: { displayNameBefore: 'Acme', displayName: 'Acme Europe' },
    })
    const empty = renameConnector(connected.owner, { connectorId: connected.connectorId, displayName: ' ' })
    await expect(empty).rejects.toThrow('Give the connector a name.')
  })

  test('gets several owners: those who are new are told once, and invited where they are not here', async () => {
    const { owner, connectorId } = connected
    const owners = [
      { userId: owner.userId },
      { userId: grace.userId },
      { email: 'Alan.Turing@acme.example', name: 'Alan Turing' },
    ]
    await setConnectorOwners(owner, { connectorId, owners })
    await setConnectorOwners(owner, { connectorId, owners })
    const alan = await db().user.findUniqueOrThrow({ where: { email: 'alan.turing@acme.example' } })
    expect(alan.status).toBe('invited')
    expect((await ownersOf()).toSorted()).toEqual([owner.userId, grace.userId, alan.id].toSorted())
    const told = await db().notification.findMany({ where: { kind: 'connector-owner' } })
    expect(told.map((notice) => notice.userId).toSorted()).toEqual([grace.userId, alan.id].toSorted())
    expect(told[0]).toMatchObject({ href: `/connectors/${connectorId}`, action: 'Open the connector' })
    expect(await lastEvent('connector.owners_changed')).toMatchObject({
      data: { ownersBefore: 'Ada Lovelace', owners: 'Ada Lovelace, Grace Hopper, Alan Turing' },
    })
  })

  test('keeps one owner at least, and nobody who cannot sign in', async () => {
    const { owner, connectorId } = connected
    await expect(setConnectorOwners(owner, { connectorId, owners: [] })).rejects.toThrow(
      'Choose at least one owner.',
    )
    const gone = await createPerson('Gone Person')
    await db().user.update({ where: { id: gone.userId }, data: { status: 'disabled' } })
    const before = await ownersOf()
    const choice = setConnectorOwners(owner, { connectorId, owners: [{ userId: gone.userId }] })
    await expect(choice).rejects.toMatchObject({ fieldErrors: { owners: expect.stringContaining('Gone') } })
    expect(await ownersOf()).toEqual(before)
  })

  test('whose owner leaves themselves out is theirs no longer', async () => {
    const { owner, connectorId } = connected
    await setConnectorOwners(owner, { connectorId, owners: [{ userId: grace.userId }] })
    const ownerNow = await refresh(grace)
    await setConnectorOwners(ownerNow, { connectorId, owners: [{ userId: owner.userId }] })
    const after = await refresh(grace)
    await expect(getConnector(after, connectorId)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('keeps the day on which its access token ends; a past one is refused', async () => {
    const { owner, connectorId } = connected
    await changeKeyExpiry(owner, { connectorId, keyExpiresOn: '' })
    const warnings = await countWarnings()
    await changeKeyExpiry(owner, { connectorId, keyExpiresOn: inAYear })
    expect(await countWarnings()).toBe(warnings + 1)
    expect((await stored()).keyExpiresAt?.toISOString()).toBe(`${inAYear}T23:59:59.000Z`)
    const past = changeKeyExpiry(owner, { connectorId, keyExpiresOn: '2020-01-01' })
    await expect(past).rejects.toMatchObject({
      code: 'invalid',
      fieldErrors: { keyExpiresOn: expect.stringContaining('passed') },
    })
    await expect(changeKeyExpiry(owner, { connectorId, keyExpiresOn: '2027-02-31' })).rejects.toThrow('a day')
    await changeKeyExpiry(owner, { connectorId, keyExpiresOn: '' })
    expect((await stored()).keyExpiresAt).toBeNull()
    expect(await lastEvent('connector.settings_changed')).toMatchObject({
      data: { keyExpiresBefore: inAYear, keyExpires: 'unknown' },
    })
  })

  test('that has been read stays with its organization, and says what would end', async () => {
    const { owner, connectorId } = connected
    const before = await stored()
    const refused = changeOrganization(owner, { connectorId, organization: sandbox.organizationId })
    await expect(refused).rejects.toMatchObject({
      code: 'invalid',
      fieldErrors: {
        organization: expect.stringMatching(
          /40 accounts and [\d,]+ grants known here would end\. Set up a new/,
        ),
      },
    })
    expect(await stored()).toEqual(before)
  })

  test('that was never read can be pointed to another organization that its key opens', async () => {
    const connectorId = await createUnread(connected.owner)
    const owner = await refresh(connected.owner)
    const wrong = changeOrganization(owner, { connectorId, organization: 'my organization' })
    await expect(wrong).rejects.toMatchObject({ fieldErrors: { organization: expect.any(String) } })
    const taken = changeOrganization(owner, { connectorId, organization: sandbox.organizationId })
    await expect(taken).rejects.toMatchObject({
      fieldErrors: { organization: expect.stringContaining('reads this organization already') },
    })
    await db().connector.update({ where: { id: connected.connectorId }, data: { deletedAt: new Date() } })
    await changeOrganization(owner, {
      connectorId,
      organization: `https://admin.atlassian.com/o/${sandbox.organizationId}/overview`,
    })
    const { config } = await db().connector.findUniqueOrThrow({ where: { id: connectorId } })
    expect(config).toMatchObject({ organizationId: sandbox.organizationId })
  })
})

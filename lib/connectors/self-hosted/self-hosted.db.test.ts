import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectOrganization, openOrganization, type Connected } from '#e2e/fixtures/organization.ts'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { getConnector, getProgress, listConnectors } from '#lib/sync/queries.ts'
import { orderDueSyncs } from '#lib/sync/schedule/order-due-syncs.ts'
import { startSync } from '#lib/sync/start-sync.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { defaultImage } from '../baton/config.ts'
import { openStoredConnector } from '../open-stored-connector.ts'
import { findSelfHosted } from '../queries.ts'
import { replaceToken } from '../connection/replace-token.ts'
import { createSelfHosted } from './create-self-hosted.ts'
import { rotateCredential } from './rotate-credential.ts'
import { setRunSettings } from './set-run-settings.ts'

const organizationId = '88802c9c-3f2a-4423-a57a-edd3b465c98f'
const image = 'registry.acme.example:5000/mirror/baton-atlassian:0.1.2'

let sandbox: Awaited<ReturnType<typeof openOrganization>>
let atlassian: Connected
let owner: Actor
let connectorId: string

beforeAll(async () => {
  process.env['ROLECALL_URL'] = 'https://console.acme.example:8443'
  sandbox = await openOrganization({ accounts: 12, groups: 4, sites: 1 })
  atlassian = await connectOrganization(sandbox)
  owner = await createPerson('Grace Hopper')
})
afterAll(async () => {
  await sandbox.close()
})
beforeEach(async () => {
  const created = await transaction((tx) =>
    createSelfHosted(tx, atlassian.owner, {
      appId: atlassian.appId,
      displayName: 'Acme, self-hosted',
      ownerIds: [owner.userId, owner.userId],
      organizationId: null,
      provisionRoles: false,
      provisionMemberships: true,
    }),
  )
  ;({ connectorId } = created)
  owner = await refresh(owner)
})

const rotate = (actor: Actor, replaces: string | null) => rotateCredential(actor, { connectorId, replaces })
const living = () => db().connectorCredential.findMany({ where: { connectorId, endedAt: null } })

/** Everything that is kept of connectors, as text. */
async function everythingStored(): Promise<string> {
  const rows = await Promise.all(
    ['ConnectorCredential', 'Connector', 'AuditEvent'].map((table) =>
      db().$queryRawUnsafe<{ text: string }[]>(`select t::text as text from "${table}" t`),
    ),
  )
  return rows.flatMap((table) => table.map((row) => row.text)).join('\n')
}

describe('a rotation', () => {
  test('gives a secret once, of which only the public half is kept', async () => {
    expect(await findSelfHosted(owner, connectorId)).toMatchObject({ credential: null, files: null })
    const issued = await rotate(owner, null)
    const [stored] = await living()
    const [, , , key = ''] = issued.clientSecret.split(':')
    const { x, d } = JSON.parse(Buffer.from(key, 'base64url').toString())
    expect(stored).toMatchObject({ clientId: issued.clientId, publicKey: x, createdById: owner.userId })
    const kept = await everythingStored()
    expect(kept).toContain(issued.clientId)
    expect(kept).not.toContain(d)
    expect(kept).not.toContain(key)

    const shown = await findSelfHosted(owner, connectorId)
    expect(shown).toMatchObject({
      credential: { clientId: issued.clientId, createdBy: 'Grace Hopper', lastUsedAt: null },
      host: 'console.acme.example:8443',
      hasTls: true,
    })
    expect(JSON.stringify(shown)).not.toContain(key)
    expect(JSON.stringify(issued.files.kubernetes)).toContain(issued.clientSecret)
    expect(JSON.stringify(issued.files.compose)).toContain(issued.clientSecret)
    expect(JSON.stringify(shown?.files)).toContain(issued.clientId)
  })

  test('ends the earlier one at once, and is recorded with both client IDs', async () => {
    const first = await rotate(owner, null)
    const [before] = await living()
    const second = await rotate(owner, before?.id ?? null)
    expect(await living()).toMatchObject([{ clientId: second.clientId }])
    const ended = await db().connectorCredential.findUniqueOrThrow({ where: { clientId: first.clientId } })
    expect(ended.endedAt).not.toBeNull()
    const events = await db().auditEvent.findMany({
      where: { event: 'connector.credential_rotated', subjectId: connectorId },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ actorId, data }) => [actorId, data])).toEqual([
      [owner.userId, { clientId: first.clientId, replaced: null }],
      [owner.userId, { clientId: second.clientId, replaced: first.clientId }],
    ])
  })

  test('is asked for again when Rolecall has moved', async () => {
    await rotate(owner, null)
    expect(await findSelfHosted(owner, connectorId)).toMatchObject({ credential: { callsElsewhere: false } })
    const url = process.env['ROLECALL_URL']
    process.env['ROLECALL_URL'] = 'http://localhost:3000'
    expect(await findSelfHosted(owner, connectorId)).toMatchObject({
      credential: { callsElsewhere: true },
      hasTls: false,
    })
    process.env['ROLECALL_URL'] = url
  })

  test('by two at once is one: the other is told, and ends nothing', async () => {
    const both = await Promise.allSettled([rotate(owner, null), rotate(atlassian.owner, null)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict', message: expect.stringContaining('Reload the page') },
    })
    expect(await living()).toHaveLength(1)
    expect(await db().connectorCredential.count({ where: { connectorId } })).toBe(1)
  })

  test('the database itself takes no second living one', async () => {
    await rotate(owner, null)
    const second = { connectorId, clientId: 'b@acme/rolecall', publicKey: 'x', createdById: owner.userId }
    await expect(db().connectorCredential.create({ data: second })).rejects.toMatchObject({ code: 'P2002' })
  })

  test('is not for a connector that Rolecall runs itself, nor for one that is deleted', async () => {
    const hosted = rotateCredential(atlassian.owner, { connectorId: atlassian.connectorId, replaces: null })
    await expect(hosted).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('access token'),
    })
    await db().connector.update({ where: { id: connectorId }, data: { deletedAt: new Date() } })
    await expect(rotate(owner, null)).rejects.toMatchObject({ code: 'not_found' })
    expect(await findSelfHosted(owner, connectorId)).toBeNull()
  })

  test('and no change of settings is for one whose app is deleted', async () => {
    await rotate(owner, null)
    const app = (deletedAt: Date | null) =>
      db().app.update({ where: { id: atlassian.appId }, data: { deletedAt } })
    await app(new Date())
    try {
      const [credential] = await living()
      await expect(rotate(owner, credential?.id ?? null)).rejects.toMatchObject({ code: 'not_found' })
      const settings = setRunSettings(owner, { connectorId, image, organization: '' })
      await expect(settings).rejects.toMatchObject({ code: 'not_found' })
      expect(await findSelfHosted(owner, connectorId)).toBeNull()
      expect(await living()).toEqual([credential])
    } finally {
      await app(null)
    }
  })
})

describe('the settings to run it with', () => {
  test('fill the files and are recorded, once', async () => {
    await rotate(owner, null)
    const change = {
      connectorId,
      image,
      organization: `https://admin.atlassian.com/o/${organizationId}/overview`,
    }
    await setRunSettings(owner, change)
    await setRunSettings(owner, change)
    const shown = await findSelfHosted(owner, connectorId)
    expect(shown).toMatchObject({ image, organizationId })
    for (const code of [shown?.files?.kubernetes[0]?.code, shown?.files?.compose[0]?.code]) {
      expect(code).toContain(image)
    }
    expect(shown?.files?.kubernetes[0]?.code).toContain(`BATON_ORG: "${organizationId}"`)
    const events = await db().auditEvent.findMany({
      where: { event: 'connector.settings_changed', subjectId: connectorId },
    })
    expect(events.map(({ data }) => data)).toEqual([{ image, organizationId }])
    await setRunSettings(owner, { connectorId, image: defaultImage, organization: '' })
    expect(await findSelfHosted(owner, connectorId)).toMatchObject({ organizationId: null })
  })

  test.each([
    [{ image: 'baton-atlassian', organization: '' }, 'image'],
    [{ image, organization: 'my organization' }, 'organization'],
  ])('%j is refused at its field', async (change, field) => {
    await expect(setRunSettings(owner, { connectorId, ...change })).rejects.toMatchObject({
      issues: [{ path: [field] }],
    })
  })

  test('provisioning is on while one of the two switches is', async () => {
    await rotate(owner, null)
    const provisioning = async () =>
      /BATON_PROVISIONING: (".*")/.exec(
        (await findSelfHosted(owner, connectorId))?.files?.compose[0]?.code ?? '',
      )?.[1]
    expect(await provisioning()).toBe('"true"')
    await db().connector.update({ where: { id: connectorId }, data: { provisionMemberships: false } })
    expect(await provisioning()).toBe('"false"')
  })
})

describe('who may', () => {
  test.each(['basic_user', 'application_administrator', 'read_only_administrator'] as const)(
    'a %s may neither rotate nor change',
    async (role) => {
      const actor = await createPerson(`No ${role} ${connectorId.slice(-6)}`, [role])
      await expect(rotate(actor, null)).rejects.toMatchObject({ code: 'forbidden' })
      const change = setRunSettings(actor, { connectorId, image, organization: '' })
      await expect(change).rejects.toMatchObject({ code: 'forbidden' })
      expect(await living()).toEqual([])
      const sees = await findSelfHosted(actor, connectorId)
      expect(sees === null).toBe(role !== 'read_only_administrator')
    },
  )

  test.each(['connector_administrator', 'super_administrator'] as const)('a %s may', async (role) => {
    const actor = await createPerson(`Yes ${role}`, [role])
    await rotate(actor, null)
    await setRunSettings(actor, { connectorId, image, organization: '' })
    expect(await findSelfHosted(actor, connectorId)).toMatchObject({ image })
  })

  test('an owner may for theirs only', async () => {
    const other = await createPerson(`Other ${connectorId.slice(-6)}`)
    await db().connectorOwner.create({
      data: { userId: other.userId, connectorId: atlassian.connectorId },
    })
    const stranger = await refresh(other)
    await expect(rotate(stranger, null)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await findSelfHosted(stranger, connectorId)).toBeNull()
    await rotate(owner, null)
  })
})

describe('Rolecall itself', () => {
  test('shows it as not connected, and to its owner', async () => {
    expect(await getConnector(owner, connectorId)).toMatchObject({
      kind: 'baton',
      organizationId: null,
      secretHint: null,
      owners: [{ name: 'Grace Hopper' }],
      mayManage: true,
    })
    expect(await getProgress(owner, connectorId)).toMatchObject({ status: 'Not connected', run: null })
    expect((await listConnectors(owner)).find(({ id }) => id === connectorId)).toMatchObject({
      status: 'Not connected',
    })
    expect(await findSelfHosted(atlassian.owner, atlassian.connectorId)).toBeNull()
  })

  test('neither orders a sync of it, nor lets anybody, nor opens it', async () => {
    await db().connector.update({ where: { id: connectorId }, data: { nextSyncAt: new Date(0) } })
    await orderDueSyncs()
    expect(await db().syncRun.count({ where: { connectorId } })).toBe(0)
    await expect(startSync(owner, { connectorId })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('syncs by itself once it runs'),
    })
    const stored = await db().connector.findUniqueOrThrow({ where: { id: connectorId } })
    expect(() => openStoredConnector(stored)).toThrow('no access token')
    await expect(replaceToken(owner, { connectorId, accessToken: 'x' })).rejects.toMatchObject({
      code: 'conflict',
    })
  })
})

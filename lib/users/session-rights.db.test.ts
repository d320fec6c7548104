import { expect, test } from 'vitest'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import { newId } from '#lib/platform/ids.ts'
import { findActorBySession } from './queries.ts'

test('what somebody owns is theirs while it lives, and a set-up until it is finished', async () => {
  const { userId } = await createPerson('Grace Hopper')
  const { id: sessionId } = await db().session.create({
    data: { id: newId(), userId, expiresAt: new Date(Date.now() + 60_000) },
  })
  const app = await db().app.create({
    data: { displayName: 'Atlassian', owners: { create: [{ userId }] } },
  })
  const connector = await db().connector.create({
    data: {
      appId: app.id,
      kind: 'atlassian',
      displayName: 'Acme',
      config: {},
      createdById: userId,
      owners: { create: [{ userId }] },
    },
  })
  const draft = await db().connectorDraft.create({
    data: { kind: 'atlassian', createdById: userId, owners: { create: [{ userId }] } },
  })
  const owned = async () => {
    const actor = await findActorBySession(sessionId)
    return [actor?.ownedAppIds, actor?.ownedConnectorIds, actor?.ownedDraftIds]
  }
  expect(await owned()).toEqual([[app.id], [connector.id], [draft.id]])

  const deleteIt = { data: { deletedAt: new Date() } }
  await db().connector.update({ where: { id: connector.id }, ...deleteIt })
  await db().connectorDraft.update({ where: { id: draft.id }, data: { connectorId: connector.id } })
  expect(await owned()).toEqual([[app.id], [], []])

  await db().connector.update({ where: { id: connector.id }, data: { deletedAt: null } })
  await db().app.update({ where: { id: app.id }, ...deleteIt })
  expect(await owned()).toEqual([[], [], []])
})

import { db } from '#lib/platform/db/client.ts'
import { isId } from '#lib/platform/ids.ts'
import { hashToken } from './issue-invitation.ts'
import { canChooseOwners, requireAllowed, requirePermission, type Actor } from './permissions.ts'
import type { ConsoleRole } from './roles.ts'
import type { PersonChoice } from './types.ts'

/** Whether anybody exists; before that the first-run page is open. */
export async function hasAnyUser(): Promise<boolean> {
  return (await db().user.count({ take: 1 })) > 0
}

/** The person behind a live session with their roles and what they own, read fresh; null when it has ended. */
export async function findActorBySession(sessionId: string): Promise<Actor | null> {
  if (!isId(sessionId)) return null
  const session = await db().session.findUnique({
    where: { id: sessionId, expiresAt: { gt: new Date() } },
    select: {
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          status: true,
          roles: { select: { role: true } },
          ownedApps: { select: { appId: true }, where: { app: { deletedAt: null } } },
          ownedConnectors: {
            select: { connectorId: true },
            where: { connector: { deletedAt: null, app: { deletedAt: null } } },
          },
          draftsOwned: { select: { draftId: true }, where: { draft: { connectorId: null } } },
        },
      },
    },
  })
  if (session?.user.status !== 'active') return null
  const { user } = session
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    roles: user.roles.map((held) => held.role),
    ownedAppIds: user.ownedApps.map((owned) => owned.appId),
    ownedConnectorIds: user.ownedConnectors.map((owned) => owned.connectorId),
    ownedDraftIds: user.draftsOwned.map((owned) => owned.draftId),
  }
}

export interface PersonRow {
  id: string
  name: string
  email: string
  status: 'invited' | 'active' | 'disabled'
  roles: ConsoleRole[]
  lastSignedInAt: Date | null
  createdAt: Date
}

/** Everybody of the console, by name. @throws AppError forbidden. */
export async function listPeople(actor: Actor): Promise<PersonRow[]> {
  requirePermission(actor, 'people.read')
  const users = await db().user.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 500,
    select: {
      id: true,
      name: true,
      email: true,
      status: true,
      roles: { select: { role: true } },
      lastSignedInAt: true,
      createdAt: true,
    },
  })
  return users.map((user) => ({ ...user, roles: user.roles.map((held) => held.role) }))
}

const suggested = 8

/** People whose name or e-mail has the text in it, to choose an owner from; those who may sign in or are invited. @throws AppError forbidden. */
export async function findPeople(actor: Actor, q: string): Promise<PersonChoice[]> {
  requireAllowed(canChooseOwners(actor))
  const text = q.trim()
  const people = await db().user.findMany({
    where: {
      status: { not: 'disabled' },
      OR: [
        { name: { contains: text, mode: 'insensitive' } },
        { email: { contains: text, mode: 'insensitive' } },
      ],
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: suggested,
    select: { id: true, name: true, email: true, status: true },
  })
  return people.map(({ id, name, email, status }) => ({
    userId: id,
    name,
    email,
    isInvited: status === 'invited',
  }))
}

/** The person an invitation link is for; null when it was used or has ended. */
export async function findInvitation(token: string): Promise<{ name: string; email: string } | null> {
  const invitation = await db().invitation.findUnique({
    where: {
      tokenHash: hashToken(token),
      acceptedAt: null,
      expiresAt: { gt: new Date() },
      user: { status: 'invited' },
    },
    select: { user: { select: { name: true, email: true } } },
  })
  return invitation?.user ?? null
}

/** Whether the person an invitation link was for has joined, by it or by another. */
export async function hasJoined(token: string): Promise<boolean> {
  const invitation = await db().invitation.findUnique({
    where: { tokenHash: hashToken(token), user: { status: 'active' } },
    select: { id: true },
  })
  return invitation !== null
}

import { canCreateConnector, canReadConnector } from '#lib/connectors/permissions.ts'
import { canManageApp } from '#lib/inventory/permissions.ts'
import { db } from '#lib/platform/db/client.ts'
import { env } from '#lib/platform/env.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import { can, type Actor } from '#lib/users/permissions.ts'
import { reportOf, toDraftName, toNext, toSteps, withProgress, type StoredDraft } from './draft.ts'
import { canSeeDrafts, canWorkOnDraft } from './permissions.ts'
import type { DraftApp, DraftDetail, DraftRow, SandboxOffer } from './types.ts'

/** A set-up with all that its pages show. @throws AppError not_found, also when the actor may not see it. */
export async function getDraft(actor: Actor, draftId: string): Promise<DraftDetail> {
  const draft = isId(draftId)
    ? await db().connectorDraft.findUnique({ where: { id: draftId }, include: withProgress })
    : null
  if (!draft || !maySee(actor, draft)) throw notFound('This set-up')
  const steps = toSteps(draft)
  return {
    id: draft.id,
    kind: draft.kind,
    steps,
    total: steps.length + 1,
    next: toNext(steps),
    attach: draft.attach,
    app: draft.app && draft.app.deletedAt === null ? toApp(draft.app) : null,
    appName: draft.appName,
    owners: draft.owners.map(({ user }) => ({
      userId: user.id,
      name: user.name,
      email: user.email,
      isInvited: user.status === 'invited',
    })),
    ...toCredentials(draft),
    provisionRoles: draft.provisionRoles,
    provisionMemberships: draft.provisionMemberships,
    report: reportOf(draft),
    reportedAt: draft.reportedAt,
    connectorId: draft.connectorId,
    createdBy: draft.createdBy.name,
    createdAt: draft.createdAt,
  }
}

/** Once it is finished it is for who may see its connector. */
const maySee = (actor: Actor, { id, connectorId }: StoredDraft): boolean =>
  canWorkOnDraft(actor, id) || (connectorId !== null && canReadConnector(actor, connectorId))

function toCredentials(draft: StoredDraft) {
  const { secretHint: hint, secretSetAt: setAt, supportRequestedAt } = draft
  return {
    organizationId: draft.organizationId,
    organizationName: draft.organizationName,
    secret: hint !== null && setAt !== null ? { hint, setAt, setBy: draft.secretSetBy?.name ?? null } : null,
    keyExpiresAt: draft.keyExpiresAt,
    supportRequested: supportRequestedAt
      ? { at: supportRequestedAt, by: draft.supportRequestedBy?.name ?? null }
      : null,
  }
}

const toApp = (app: NonNullable<StoredDraft['app']>): DraftApp => ({
  id: app.id,
  displayName: app.displayName,
  managed: app.managed,
  connectors: app._count.connectors,
})

const shown = 100

/** Set-ups that are not finished and that the actor may go on with, newest change first. */
export async function listDrafts(actor: Actor): Promise<DraftRow[]> {
  if (!canSeeDrafts(actor)) return []
  const drafts = await db().connectorDraft.findMany({
    where: {
      connectorId: null,
      ...(canCreateConnector(actor) ? {} : { id: { in: [...actor.ownedDraftIds] } }),
    },
    include: withProgress,
    orderBy: { updatedAt: 'desc' },
    take: shown,
  })
  return drafts.map((draft) => {
    const steps = toSteps(draft)
    const next = steps.find(({ step }) => step === toNext(steps))
    return {
      id: draft.id,
      kind: draft.kind,
      name: toDraftName(draft),
      next: next?.step ?? 'save',
      nextLabel: next?.label ?? '',
      number: next?.number ?? 1,
      total: steps.length + 1,
      createdBy: draft.createdBy.name,
      updatedAt: draft.updatedAt,
    }
  })
}

const suggested = 20

/**
 * Apps to attach a connector to, by a part of their name: all of them for who connects systems or manages apps, else those
 * the actor owns.
 */
export async function findAttachableApps(
  actor: Actor,
  { draftId, managed, q }: { draftId: string; managed: boolean; q: string },
): Promise<DraftApp[]> {
  if (!isId(draftId) || !canWorkOnDraft(actor, draftId)) throw notFound('This set-up')
  const apps = await db().app.findMany({
    where: {
      managed,
      deletedAt: null,
      displayName: { contains: q.trim(), mode: 'insensitive' },
      ...(canCreateConnector(actor) || can(actor, 'apps.manage')
        ? {}
        : { id: { in: [...actor.ownedAppIds] } }),
    },
    include: withProgress.app.include,
    orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
    take: suggested,
  })
  return apps.map(toApp)
}

/** Whether the actor may attach a connector to an app: to read it is not enough, for it changes who looks after what. */
export const canAttachTo = (actor: Actor, appId: string): boolean =>
  canCreateConnector(actor) || canManageApp(actor, appId)

/** The organization to try with, when this installation runs beside the Atlassian sandbox; null otherwise. */
export function findSandbox(actor: Actor): SandboxOffer | null {
  const { ROLECALL_SANDBOX_ORGANIZATION_ID: organizationId, ROLECALL_SANDBOX_TOKEN: accessToken } = env()
  if (!canSeeDrafts(actor) || !organizationId || !accessToken) return null
  return { organizationId, accessToken }
}

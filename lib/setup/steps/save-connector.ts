import { requirePassed } from '#lib/connectors/check-credentials.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { orderRun } from '#lib/sync/start-sync.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { toSteps, type StoredDraft } from '../draft.ts'
import { lockDraft } from '../lock-draft.ts'
import { makeConnector } from '../make-connector.ts'
import { canWorkOnDraft } from '../permissions.ts'
import { DraftRef } from '../schema.ts'
import { checkDraft, storeReport } from './test-draft.ts'

/**
 * Makes a connector of a draft and orders its first sync. Atlassian is asked once more: with a required check that fails
 * nothing is made, and the draft keeps what the test found.
 * @returns runId null for a self-hosted connector, which syncs by itself.
 * @throws AppError not_found; invalid with what is missing or the check that failed; conflict when somebody changed the draft meanwhile.
 */
export async function saveConnector(
  actor: Actor,
  raw: DraftRef,
): Promise<{ appId: string; connectorId: string; runId: string | null }> {
  const { draftId } = DraftRef.parse(raw)
  if (!canWorkOnDraft(actor, draftId)) throw notFound('This set-up')
  const before = await db().connectorDraft.findUnique({ where: { id: draftId } })
  if (!before) throw notFound('This set-up')
  const isAtlassian = before.kind === 'atlassian'
  const report = isAtlassian && before.connectorId === null ? await checkDraft(before) : null
  if (report && !report.ok) {
    await transaction((tx) => storeReport(tx, draftId, report))
    requirePassed(report)
  }
  return transaction(async (tx) => {
    const draft = await lockDraft(tx, actor, draftId)
    requireUnchanged(draft, before)
    if (report) await storeReport(tx, draftId, report)
    requireFinished(draft)
    const made = await makeConnector(tx, actor, draft, report)
    const { runId } = isAtlassian ? await orderRun(tx, actor, made.connectorId, 'set-up') : { runId: null }
    await tx.connectorDraft.update({
      where: { id: draftId },
      data: { connectorId: made.connectorId, secret: null },
    })
    if (isAtlassian) await enqueue(tx, 'warn-of-expiring-keys', {})
    await publish(tx, { topic: 'setup', id: draftId })
    return { ...made, runId }
  })
}

function requireUnchanged(
  draft: StoredDraft,
  before: { secret: string | null; organizationId: string | null },
): void {
  if (draft.secret === before.secret && draft.organizationId === before.organizationId) return
  throw new AppError('conflict', 'Other credentials were stored meanwhile. Look at them, then save again.')
}

function requireFinished(draft: StoredDraft): void {
  const open = toSteps(draft).filter(({ step, isDone }) => !isDone && step !== 'save' && step !== 'test')
  if (open.length === 0) return
  throw new AppError('invalid', `Not finished yet: ${open.map(({ label }) => label).join(', ')}.`)
}

import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import type { Prisma } from '#lib/platform/db/generated/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError } from '#lib/platform/errors.ts'
import { formatAbsolute } from '#lib/platform/format.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { toDraftName, toNext, toSteps, withProgress, type StoredDraft } from '../draft.ts'
import { toStepLabel, type SetupStep } from '../labels.ts'
import { lockDraft } from '../lock-draft.ts'

/** What a step says once it is saved: its new version, and the step to go on with. */
export interface SavedStep {
  version: number
  next: SetupStep
}

/**
 * Saves one step of a draft, unless somebody has saved it since the form was filled in.
 * @param change what is written; it may write more in the same transaction.
 * @throws AppError not_found; conflict that names who came first; whatever `change` throws.
 */
export async function saveStep(
  actor: Actor,
  { draftId, version }: { draftId: string; version: number },
  step: SetupStep,
  change: (tx: Tx, draft: StoredDraft) => Promise<Prisma.ConnectorDraftUpdateInput>,
): Promise<SavedStep> {
  return transaction(async (tx) => {
    const draft = await lockDraft(tx, actor, draftId)
    requireVersion(draft, step, version)
    const data = await change(tx, draft)
    await tx.connectorDraft.update({ where: { id: draftId }, data: { ...data, updatedAt: new Date() } })
    await markSaved(tx, actor, draftId, step)
    const after = await tx.connectorDraft.findUniqueOrThrow({
      where: { id: draftId },
      include: withProgress,
    })
    await recordEvent(tx, {
      event: 'setup.step_saved',
      actor,
      subject: { type: 'setup', id: draftId, name: toDraftName(after) },
      appId: after.appId,
      data: { step: toStepLabel(step, draft.kind) },
    })
    await publish(tx, { topic: 'setup', id: draftId })
    return { version: version + 1, next: toNext(toSteps(after)) }
  })
}

function requireVersion(draft: StoredDraft, step: SetupStep, version: number): void {
  const saved = draft.steps.find((one) => one.step === step)
  if ((saved?.version ?? 0) === version) return
  const who = saved
    ? `${saved.savedBy.name} saved this step at ${formatAbsolute(saved.savedAt)}`
    : 'This step was changed'
  throw new AppError(
    'conflict',
    `${who}, after you had opened it. Nothing of yours is lost: compare, then keep yours or take what is stored.`,
  )
}

/** Notes that a step was saved now. */
export async function markSaved(tx: Tx, actor: Actor, draftId: string, step: SetupStep): Promise<void> {
  const savedAt = new Date()
  await tx.connectorDraftStep.upsert({
    where: { draftId_step: { draftId, step } },
    create: { draftId, step, savedAt, savedById: actor.userId },
    update: { version: { increment: 1 }, savedAt, savedById: actor.userId },
  })
}

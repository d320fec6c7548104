import { recordEvent } from '#lib/audit/record-event.ts'
import { checkCredentials } from '#lib/connectors/check-credentials.ts'
import { toOutcome, toTested } from '#lib/connectors/connection/report.ts'
import type { ConnectionReport } from '#lib/connectors/contract.ts'
import { db, transaction, type Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { decryptSecret } from '#lib/platform/secrets/encrypt.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { toDraftName } from '../draft.ts'
import { lockDraft } from '../lock-draft.ts'
import { canWorkOnDraft } from '../permissions.ts'
import { DraftRef } from '../schema.ts'
import { markSaved } from './save-step.ts'

/**
 * Tests the stored credentials of a draft and keeps what was found, also when the key expires.
 * @throws AppError not_found; invalid before there are credentials; conflict when others were stored meanwhile.
 */
export async function testDraft(actor: Actor, raw: DraftRef): Promise<ConnectionReport> {
  const { draftId } = DraftRef.parse(raw)
  if (!canWorkOnDraft(actor, draftId)) throw notFound('This set-up')
  const before = await db().connectorDraft.findUnique({ where: { id: draftId } })
  if (!before) throw notFound('This set-up')
  const report = await checkDraft(before)
  await transaction(async (tx) => {
    const draft = await lockDraft(tx, actor, draftId)
    if (draft.secret !== before.secret || draft.organizationId !== before.organizationId) {
      throw new AppError(
        'conflict',
        'Other credentials were stored while these were tested. Test again with what is stored now.',
      )
    }
    await storeReport(tx, draftId, report)
    await markSaved(tx, actor, draftId, 'test')
    await recordEvent(tx, {
      event: 'connector.tested',
      actor,
      subject: { type: 'setup', id: draftId, name: report.organizationName ?? toDraftName(draft) },
      appId: draft.appId,
      data: toOutcome(report),
    })
    await publish(tx, { topic: 'setup', id: draftId })
  })
  return report
}

/** Asks Atlassian with what a draft holds. @throws AppError invalid before there are credentials. */
export function checkDraft(draft: {
  id: string
  secret: string | null
  organizationId: string | null
  keyExpiresAt: Date | null
}): Promise<ConnectionReport> {
  if (draft.secret === null || draft.organizationId === null) {
    throw new AppError('invalid', 'There are no credentials to test yet. Fill in that step first.')
  }
  const accessToken = decryptSecret(draft.secret, draft.id)
  const { organizationId, keyExpiresAt } = draft
  return checkCredentials({ accessToken, organizationId }, { keyExpiresAt })
}

/** Keeps what a connection test has found, and the organization's name when it was found. */
export async function storeReport(tx: Tx, draftId: string, report: ConnectionReport): Promise<void> {
  await tx.connectorDraft.update({
    where: { id: draftId },
    data: {
      ...toTested(report),
      ...(report.keyExpiresAt ? { keyExpiresAt: report.keyExpiresAt } : {}),
      updatedAt: new Date(),
      ...(report.organizationName === null ? {} : { organizationName: report.organizationName }),
    },
  })
}

import { recordEvent } from '#lib/audit/record-event.ts'
import { checkCredentials } from '#lib/connectors/check-credentials.ts'
import type { ConnectionReport } from '#lib/connectors/contract.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import type { Prisma } from '#lib/platform/db/generated/client.ts'
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
 * Tests the stored credentials of a draft with read-only calls and keeps what was found.
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
      data: { passed: report.ok },
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
  return checkCredentials({ accessToken, organizationId: draft.organizationId })
}

/** Keeps what a connection test has found, and the organization's name when it was found. */
export async function storeReport(
  tx: Prisma.TransactionClient,
  draftId: string,
  report: ConnectionReport,
): Promise<void> {
  await tx.connectorDraft.update({
    where: { id: draftId },
    data: {
      report: structuredClone(report) as unknown as Prisma.InputJsonValue, // plain data
      reportedAt: new Date(),
      updatedAt: new Date(),
      ...(report.organizationName === null ? {} : { organizationName: report.organizationName }),
    },
  })
}

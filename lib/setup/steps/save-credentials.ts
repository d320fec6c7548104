import { parseCredentials } from '#lib/connectors/check-credentials.ts'
import { parseKeyExpiry } from '#lib/connectors/connection/key-expiry.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { decryptSecret, encryptSecret } from '#lib/platform/secrets/encrypt.ts'
import type { Actor } from '#lib/users/permissions.ts'
import type { StoredDraft } from '../draft.ts'
import { SaveCredentials } from '../schema.ts'
import { requireNotConnected } from '../require-not-connected.ts'
import { saveStep, type SavedStep } from './save-step.ts'

/**
 * Keeps access token, organization ID and the day on which the key expires. Their form is checked; Atlassian is asked in the
 * connection test. What an earlier test found does not count for other credentials.
 * @throws AppError not_found, conflict; invalid at the field.
 */
export async function saveCredentials(actor: Actor, raw: SaveCredentials): Promise<SavedStep> {
  const input = SaveCredentials.parse(raw)
  return saveStep(actor, input, 'credentials', async (tx, draft) => {
    const credentials = parseCredentials({
      accessToken: input.accessToken === '' ? readStoredToken(draft) : input.accessToken,
      organization: input.organization,
    })
    await requireNotConnected(tx, credentials.organizationId)
    const keyExpiresAt = parseKeyExpiry(input.keyExpiresOn)
    const isSameOrganization = draft.organizationId === credentials.organizationId
    const isUnchanged = input.accessToken === '' && isSameOrganization
    if (!isUnchanged) await tx.connectorDraftStep.deleteMany({ where: { draftId: draft.id, step: 'test' } })
    return {
      organizationId: credentials.organizationId,
      keyExpiresAt,
      ...(isSameOrganization ? {} : { organizationName: null }),
      ...(isUnchanged ? {} : { report: Prisma.DbNull, reportedAt: null }),
      ...(input.accessToken === ''
        ? {}
        : {
            secret: encryptSecret(credentials.accessToken, draft.id),
            secretHint: credentials.accessToken.slice(-4),
            secretSetAt: new Date(),
            secretSetBy: { connect: { id: actor.userId } },
          }),
    }
  })
}

function readStoredToken({ id, secret }: StoredDraft): string {
  return secret === null ? '' : decryptSecret(secret, id)
}

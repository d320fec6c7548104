import { listOwnOrganizations } from '#lib/connectors/connection/list-organizations.ts'
import { db } from '#lib/platform/db/client.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { decryptSecret } from '#lib/platform/secrets/encrypt.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { canWorkOnDraft } from '../permissions.ts'
import { FindOrganizations } from '../schema.ts'

/**
 * The organizations that a key lists, to choose from: the one just pasted, or else the stored one. None for a key with scopes.
 * @throws AppError not_found; invalid at `accessToken`.
 */
export async function findOrganizations(
  actor: Actor,
  raw: FindOrganizations,
): Promise<{ id: string; name: string }[]> {
  const { draftId, accessToken } = FindOrganizations.parse(raw)
  if (!canWorkOnDraft(actor, draftId)) throw notFound('This set-up')
  const draft = await db().connectorDraft.findUnique({ where: { id: draftId } })
  if (!draft) throw notFound('This set-up')
  const token = accessToken === '' && draft.secret ? decryptSecret(draft.secret, draft.id) : accessToken
  if (token === '') {
    const message = 'Paste the access token first; the organization is read from it.'
    throw new AppError('invalid', message, { accessToken: message })
  }
  return listOwnOrganizations(token)
}

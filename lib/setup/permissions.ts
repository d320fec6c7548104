import { canCreateConnector } from '#lib/connectors/permissions.ts'
import type { Actor } from '#lib/users/permissions.ts'

/** Whoever connects systems, and whoever was chosen as an owner of this one. */
export const canWorkOnDraft = (actor: Actor, draftId: string): boolean =>
  canCreateConnector(actor) || actor.ownedDraftIds.includes(draftId)

export const canSeeDrafts = (actor: Actor): boolean =>
  canCreateConnector(actor) || actor.ownedDraftIds.length > 0

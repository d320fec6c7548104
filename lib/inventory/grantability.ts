import type { Evidence, Grantability } from './types.ts'

/**
 * What the evidence says about whether an entitlement can be had where it is. A refusal counts until somebody was seen to
 * hold it, or was granted it, later.
 */
export function toGrantability({ documented, heldAt, acceptedAt, refusedAt }: Evidence): Grantability {
  const seenAt = Math.max(heldAt?.getTime() ?? 0, acceptedAt?.getTime() ?? 0)
  if (refusedAt && refusedAt.getTime() > seenAt) return 'refused'
  if (seenAt > 0) return 'known'
  return documented ? 'likely' : 'never_seen'
}

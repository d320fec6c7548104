import { StatusBadge } from '#components/ui/status-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { Evidence, Grantability } from '#lib/inventory/types.ts'

const words: Record<Grantability, { tone: Tone; label: string; meaning: string }> = {
  known: {
    tone: 'success',
    label: 'Known',
    meaning: 'Somebody holds it here or did, so it can be granted here.',
  },
  likely: {
    tone: 'info',
    label: 'Likely',
    meaning: 'Documented for the product, but nobody holds it here yet.',
  },
  never_seen: {
    tone: 'warning',
    label: 'Never seen',
    meaning: 'Not documented for the product and held by nobody here.',
  },
  refused: { tone: 'danger', label: 'Refused before', meaning: 'Atlassian refused to grant it here.' },
}

/** Whether a role can be had on its workspace, as far as anybody knows. */
export function GrantabilityBadge({
  grantability,
  refusedAt,
}: {
  grantability: Grantability
  refusedAt?: Date | string | null
}) {
  const { tone, label, meaning } = words[grantability]
  return (
    <span title={meaning} className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <StatusBadge tone={tone} appearance="plain">
        {label}
      </StatusBadge>
      {refusedAt ? <Time at={refusedAt} className="text-xs text-muted-foreground" /> : null}
    </span>
  )
}

/** The same as a sentence. */
export const grantabilityMeaning = (grantability: Grantability): string => words[grantability].meaning

/** The facts that a judgement rests on, each with its day. */
export function EvidenceList({ evidence }: { evidence: Evidence }) {
  const { documented, heldAt, acceptedAt, refusedAt } = evidence
  const days = [
    ['Seen held here since', heldAt],
    ['Granted by Rolecall', acceptedAt],
    ['Refused', refusedAt],
  ] as const
  return (
    <ul className="mt-1 text-xs text-muted-foreground">
      <li>{documented ? 'Documented for the product' : 'Not documented for the product'}</li>
      {days.map(([what, at]) => (
        <li key={what}>
          {what}: {at ? <Time at={at} /> : 'never'}
        </li>
      ))}
    </ul>
  )
}

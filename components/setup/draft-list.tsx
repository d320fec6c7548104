'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import { discardDraft } from '#lib/setup/actions.ts'
import type { DraftRow } from '#lib/setup/types.ts'
import { kindLabels } from '#lib/sync/labels.ts'

const shownAtFirst = 3

/** Set-ups that somebody has begun, each with the way back to its first open step; the newest, and all when asked. */
export function DraftList({ drafts }: { drafts: Wire<DraftRow>[] }) {
  const [all, setAll] = useState(false)
  const isLong = drafts.length > shownAtFirst
  return (
    <Section
      title="Set-up not finished"
      actions={
        isLong ? (
          <Button size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `Show the newest ${shownAtFirst}` : `Show all ${drafts.length}`}
          </Button>
        ) : null
      }
    >
      <ul className="grid divide-y rounded-lg border bg-surface">
        {(all ? drafts : drafts.slice(0, shownAtFirst)).map((draft) => (
          <li key={draft.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 grow basis-60">
              <Link href={`/connectors/new/${draft.id}`} className="text-sm font-medium hover:underline">
                {draft.name}
              </Link>
              <p className="text-sm text-muted-foreground">
                {kindLabels[draft.kind] ?? draft.kind} · Step {draft.number} of {draft.total}:{' '}
                {draft.nextLabel} · begun by {draft.createdBy} · changed <Time at={draft.updatedAt} />
              </p>
            </div>
            <div className="flex gap-2">
              <Discard draft={draft} />
              <Button asChild>
                <Link href={`/connectors/new/${draft.id}`}>Continue</Link>
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Discard({ draft }: { draft: Wire<DraftRow> }) {
  const router = useRouter()
  return (
    <ConfirmDialog
      trigger={<Button variant="ghost">Discard</Button>}
      title={`Discard the set-up of ${draft.name}?`}
      description="Everything entered is forgotten, the access token included. Nothing in Atlassian changes."
      confirmLabel="Discard set-up"
      onConfirm={async () => {
        const result = await discardDraft({ draftId: draft.id })
        if (!result.ok) return result.message
        router.refresh()
      }}
    />
  )
}

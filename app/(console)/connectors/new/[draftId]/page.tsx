import { redirect } from 'next/navigation'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { getDraft } from '#lib/setup/queries.ts'

/** Where a link to a set-up leads: its first open step. */
export default async function DraftPage({ params }: PageProps<'/connectors/new/[draftId]'>) {
  const actor = await requireActor()
  const { draftId } = await params
  const draft = await orNotFound(getDraft(actor, draftId))
  redirect(`/connectors/new/${draft.id}/${draft.next}`)
}

import type { Metadata } from 'next'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { canManageApp } from '#lib/inventory/permissions.ts'
import { toWire } from '#lib/platform/wire.ts'
import { getExplainedRequest } from '#lib/provisioning/queries.ts'
import { RequestView } from './_components/request-view.tsx'

export const metadata: Metadata = { title: 'Request' }

export default async function RequestPage({ params }: PageProps<'/requests/[requestId]'>) {
  const actor = await requireActor()
  const { requestId } = await params
  const explained = await orNotFound(getExplainedRequest(actor, requestId))
  return (
    <RequestView
      requestId={requestId}
      initial={toWire(explained)}
      managesApp={canManageApp(actor, explained.request.app.id)}
    />
  )
}

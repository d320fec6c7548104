import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Card } from '#components/ui/section.tsx'
import { previewDeletion } from '#lib/apps/deletion-queries.ts'
import { getApp } from '#lib/apps/queries.ts'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { DeleteApp } from './_components/delete-app.tsx'
import { DescribeApp } from './_components/describe-app.tsx'
import { SetOwners } from './_components/set-owners.tsx'
import { UnmanageApp } from './_components/unmanage-app.tsx'

export const metadata: Metadata = { title: 'Settings' }

export default async function AppSettingsPage({ params }: PageProps<'/apps/[appId]/settings'>) {
  const actor = await requireActor()
  const { appId } = await params
  const app = await orNotFound(getApp(actor, appId))
  if (!app.mayManage) notFound()
  const preview = await orNotFound(previewDeletion(actor, appId))
  const { id, displayName, description, icon } = app
  return (
    <div className="grid max-w-2xl gap-5">
      <Card title="Name and icon">
        <DescribeApp app={{ id, displayName, description, icon }} />
      </Card>
      <Card title="Owners" id="owners">
        <SetOwners appId={id} owners={app.owners} ownUserId={actor.userId} />
      </Card>
      {app.managed && app.connectors === 0 ? (
        <Card title="Stop managing">
          <UnmanageApp app={{ id, displayName }} />
        </Card>
      ) : null}
      <Card title="Delete">
        <DeleteApp app={{ id, displayName }} preview={preview} />
      </Card>
    </div>
  )
}

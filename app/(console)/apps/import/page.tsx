import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '#components/shell/page-header.tsx'
import { canAddApps } from '#lib/apps/permissions.ts'
import { requireActor } from '#lib/auth/session.ts'
import { ImportApps } from './_components/import-apps.tsx'

export const metadata: Metadata = { title: 'Import apps' }

export default async function ImportAppsPage() {
  const actor = await requireActor()
  if (!canAddApps(actor)) notFound()
  return (
    <>
      <PageHeader
        breadcrumbs={[{ href: '/apps', label: 'Apps' }]}
        title="Import apps"
        description="A list of what your organization uses, as comma-separated values. They are added as unmanaged apps; nothing is stored before you have seen what becomes of each line."
      />
      <ImportApps />
    </>
  )
}

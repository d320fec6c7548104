import { LiveRefresh } from '#components/live/live-provider.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { getCatalogEntry } from '#lib/connectors/catalog.ts'
import { toWire } from '#lib/platform/wire.ts'
import { getDraft } from '#lib/setup/queries.ts'
import { KeptForms } from './_components/kept-forms.tsx'
import { StepNav } from './_components/step-nav.tsx'

export default async function SetupLayout({ children, params }: LayoutProps<'/connectors/new/[draftId]'>) {
  const actor = await requireActor()
  const { draftId } = await params
  const draft = await orNotFound(getDraft(actor, draftId))
  const { name } = getCatalogEntry(draft.kind)
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 pb-16">
      <LiveRefresh topic="setup" />
      <PageHeader
        breadcrumbs={[
          { href: '/connectors', label: 'Connectors' },
          { href: '/connectors/new', label: 'Add a connector' },
        ]}
        title={`Connect ${name}`}
      />
      <div className="grid min-w-0 gap-x-12 gap-y-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <StepNav draft={toWire({ id: draft.id, steps: draft.steps, total: draft.total, name })} />
        <KeptForms>{children}</KeptForms>
      </div>
    </div>
  )
}

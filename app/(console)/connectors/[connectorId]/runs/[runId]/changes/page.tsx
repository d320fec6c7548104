import { GitCompare } from 'lucide-react'
import type { Metadata } from 'next'
import { Pager } from '#components/data-table/pager.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { getConnector } from '#lib/sync/queries.ts'
import { getRun, listRunChanges } from '#lib/sync/run-queries.ts'
import { RunListFilter } from '#lib/sync/schema.ts'
import { RunChangeTable, toSummary } from '../_components/run-change-list.tsx'
import { toRunCrumbs } from '../_components/run-crumbs.tsx'

export const metadata: Metadata = { title: 'What a sync changed' }

export default async function RunChangesPage({
  params,
  searchParams,
}: PageProps<'/connectors/[connectorId]/runs/[runId]/changes'>) {
  const actor = await requireActor()
  const { connectorId, runId } = await params
  const connector = await orNotFound(getConnector(actor, connectorId))
  const run = await orNotFound(getRun(actor, runId))
  const page = await orNotFound(listRunChanges(actor, runId, RunListFilter.parse(await searchParams)))
  return (
    <>
      {run.finishedAt ? null : <LiveRefresh topic="connector" />}
      <PageHeader
        breadcrumbs={toRunCrumbs({ connector, run })}
        title="What changed"
        description={toSummary(page.counts)}
      />
      {page.rows.length === 0 ? (
        <EmptyState
          icon={<GitCompare />}
          title={page.total > 0 ? 'Nothing follows here' : 'This sync changed nothing'}
          description={
            page.total > 0
              ? 'The address names a place behind the last change.'
              : 'What it read is what was known before. When a sync adds, changes or removes something, it is listed here by name.'
          }
          action={
            <Button asChild>
              {page.total > 0 ? (
                <Link href={`/connectors/${connector.id}/runs/${run.id}/changes`}>
                  Show the first changes
                </Link>
              ) : (
                <Link href={`/connectors/${connector.id}/runs/${run.id}`}>Back to the sync</Link>
              )}
            </Button>
          }
        />
      ) : (
        <RunChangeTable appId={connector.app.id} rows={page.rows} />
      )}
      <Pager page={page} thing="change" />
    </>
  )
}

import { ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { LogLines } from '#components/connectors/log-lines.tsx'
import { Pager } from '#components/data-table/pager.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { plural } from '#lib/platform/format.ts'
import { toWire } from '#lib/platform/wire.ts'
import { getConnector } from '#lib/sync/queries.ts'
import { getRun, listRunLog } from '#lib/sync/run-queries.ts'
import { logPageSize, RunListFilter } from '#lib/sync/schema.ts'
import type { RunLogLines } from '#lib/sync/types.ts'
import { toRunCrumbs } from '../_components/run-crumbs.tsx'

export const metadata: Metadata = { title: 'Log of a sync' }

export default async function RunLogPage({
  params,
  searchParams,
}: PageProps<'/connectors/[connectorId]/runs/[runId]/log'>) {
  const actor = await requireActor()
  const { connectorId, runId } = await params
  const connector = await orNotFound(getConnector(actor, connectorId))
  const run = await orNotFound(getRun(actor, runId))
  const page = await orNotFound(listRunLog(actor, runId, RunListFilter.parse(await searchParams)))
  return (
    <>
      {run.finishedAt ? null : <LiveRefresh topic="connector" />}
      <PageHeader
        breadcrumbs={toRunCrumbs({ connector, run })}
        title="Log"
        description={`From its beginning. Lines are kept for ${plural(page.keptDays, 'day')}.`}
      />
      {page.rows.length === 0 ? (
        <NoLines
          {...toReason(page, run.finishedAt)}
          way={
            page.total > 0 ? (
              <Link href={`/connectors/${connector.id}/runs/${run.id}/log`}>Show the first lines</Link>
            ) : (
              <Link href={`/connectors/${connector.id}/runs/${run.id}`}>Back to the sync</Link>
            )
          }
        />
      ) : (
        <section aria-label="Lines of the log" className="rounded-md border bg-sunken px-3 py-2">
          <LogLines lines={toWire(page.rows)} />
        </section>
      )}
      <Pager page={page} thing="line" pageSize={logPageSize} />
    </>
  )
}

function NoLines({ title, description, way }: { title: string; description: string; way: ReactNode }) {
  return (
    <EmptyState
      icon={<ScrollText />}
      title={title}
      description={description}
      action={<Button asChild>{way}</Button>}
    />
  )
}

function toReason({ total, keptDays }: RunLogLines, finishedAt: Date | null) {
  if (total > 0)
    return { title: 'Nothing follows here', description: 'The address names a place behind the last line.' }
  if (!finishedAt) return { title: 'No lines yet', description: 'The sync has not begun to write.' }
  return {
    title: 'The lines are no longer kept',
    description: `They are deleted after ${plural(keptDays, 'day')}; what the sync read and changed stays.`,
  }
}

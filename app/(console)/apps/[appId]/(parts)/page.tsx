import type { Metadata } from 'next'
import { Callout } from '#components/feedback/callout.tsx'
import { RequestTable } from '#components/requests/request-table.tsx'
import { SplitBody } from '#components/shell/page-header.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { getApp, getAppOverview } from '#lib/apps/queries.ts'
import { sourceLabels, type AppHeader, type AppOverview } from '#lib/apps/types.ts'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { canCreateConnector } from '#lib/connectors/permissions.ts'
import { listRequests } from '#lib/requests/queries.ts'
import { RequestFilter } from '#lib/requests/schema.ts'
import { ManageDialog } from '../../_components/manage-dialog.tsx'
import { AppConnectors } from '../_components/app-connectors.tsx'
import { AppFigures } from '../_components/app-figures.tsx'
import { ConnectApp } from '../_components/connect-app.tsx'

export const metadata: Metadata = { title: 'App' }

const shownRequests = 5

export default async function AppOverviewPage({ params }: PageProps<'/apps/[appId]'>) {
  const actor = await requireActor()
  const { appId } = await params
  const [app, overview, requests] = await Promise.all([
    orNotFound(getApp(actor, appId)),
    orNotFound(getAppOverview(actor, appId)),
    listRequests(actor, RequestFilter.parse({ view: 'all', appId })),
  ])
  const isRead = app.connectors > 0 || app.accounts > 0
  return (
    <SplitBody aside={<Facts app={app} overview={overview} />}>
      {app.managed ? null : <NotManaged app={app} />}
      {isRead ? <AppFigures app={app} overview={overview} /> : null}
      {app.connectors > 0 ? (
        <Section title="Connectors">
          <AppConnectors connectors={overview.connectors} />
        </Section>
      ) : (
        <ConnectApp appId={appId} mayConnect={canCreateConnector(actor)} />
      )}
      {requests.rows.length > 0 ? (
        <Section
          title="Recent requests"
          actions={
            requests.total > shownRequests ? (
              <Button asChild size="sm">
                <Link href={`/apps/${appId}/requests`}>All requests</Link>
              </Button>
            ) : null
          }
        >
          <RequestTable rows={requests.rows.slice(0, shownRequests)} />
        </Section>
      ) : null}
    </SplitBody>
  )
}

function NotManaged({ app }: { app: AppHeader }) {
  return (
    <Callout
      title={`${app.displayName} is not managed`}
      action={
        app.mayManage ? (
          <ManageDialog
            apps={[{ id: app.id, displayName: app.displayName, isOwned: app.owners.length > 0 }]}
            trigger={<Button>Manage this app</Button>}
          />
        ) : null
      }
    >
      It is only known to exist. Once it is managed it has owners who look after it.
    </Callout>
  )
}

function Facts({ app, overview }: { app: AppHeader; overview: AppOverview }) {
  return (
    <>
      {app.description ? (
        <Section title="About">
          <p className="text-sm break-words whitespace-pre-line">{app.description}</p>
        </Section>
      ) : null}
      <Section
        title="Owners"
        actions={
          app.mayManage ? (
            <Button asChild size="sm" variant="ghost">
              <Link href={`/apps/${app.id}/settings#owners`}>Change</Link>
            </Button>
          ) : null
        }
      >
        <Owners owners={app.owners} />
      </Section>
      <Section title="Details">
        <DefinitionList>
          {overview.organizations.map(({ id, displayName }) => (
            <Definition key={id} label="Organization">
              <Link href={`/apps/${app.id}/organization/${id}`} className="text-accent-text hover:underline">
                {displayName}
              </Link>
            </Definition>
          ))}
          <Definition label="Source">{sourceLabels[app.source]}</Definition>
          <Definition label="Added">
            <Time at={app.createdAt} format="date" />
          </Definition>
        </DefinitionList>
      </Section>
    </>
  )
}

function Owners({ owners }: { owners: AppHeader['owners'] }) {
  if (owners.length === 0) return <p className="text-sm text-muted-foreground">Nobody looks after it.</p>
  return (
    <ul className="grid gap-2.5">
      {owners.map(({ userId, name, email, isInvited }) => (
        <li key={userId} className="flex min-w-0 items-center gap-2.5 text-sm">
          <Avatar name={name} />
          <span className="min-w-0 grow">
            <span className="block truncate font-medium">{name}</span>
            {name === email ? null : (
              <span className="block truncate text-xs text-muted-foreground">{email}</span>
            )}
          </span>
          {isInvited ? <Badge>Invited</Badge> : null}
        </li>
      ))}
    </ul>
  )
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import type { DeletionPreview } from '#lib/connectors/types.ts'
import { plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { deleteConnector } from '#lib/setup/actions.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'

/** Deleting, behind what it ends and the name to type. */
export function DeleteSettings({ connector }: { connector: Wire<ConnectorDetail> }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const { id: connectorId, displayName } = connector
  const confirm = async () => {
    const result = await deleteConnector({ connectorId, name: displayName })
    if (!result.ok) return result.message
    toast.success(`${displayName} is deleted. What it had read ends now and stays as history.`)
    router.push('/connectors')
    return undefined
  }
  return (
    <div className="grid max-w-xl justify-items-start gap-3 text-sm">
      <p>
        Its access token is erased, nothing is read or changed in Atlassian any more, and what is known here
        ends. History, requests and the audit stay. To only stop it for a while, pause it.
      </p>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button variant="danger" icon={<Trash2 aria-hidden />}>
            Delete the connector
          </Button>
        }
        title={`Delete the connector ${displayName}?`}
        description={<Preview connectorId={connectorId} isOpen={open} />}
        confirmLabel="Delete the connector"
        typeToConfirm={displayName}
        onConfirm={confirm}
      />
    </div>
  )
}

function Preview({ connectorId, isOpen }: { connectorId: string; isOpen: boolean }) {
  const { data, isError } = useQuery({
    queryKey: ['deletion', connectorId],
    queryFn: ({ signal }) => fetchPreview(connectorId, signal),
    enabled: isOpen,
    staleTime: 0,
  })
  if (isError) return <p role="status">What would end could not be counted. Close this and try again.</p>
  if (!data) return <p role="status">Counting what would end…</p>
  return (
    <ul className="grid list-disc gap-1 pl-4" aria-label="What ends">
      {toLines(data).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function toLines(preview: DeletionPreview): string[] {
  const { accounts, grants, requestsToApprove, requestsToProvision, appName } = preview
  return [
    `${plural(accounts, 'account')} and ${plural(grants, 'current grant')} end here; nothing changes in Atlassian.`,
    ...(requestsToApprove > 0
      ? [
          `${plural(requestsToApprove, 'request')} that ${requestsToApprove === 1 ? 'waits' : 'wait'} for a decision: cancelled, and who asked is told.`,
        ]
      : []),
    ...(requestsToProvision > 0
      ? [
          `${plural(requestsToProvision, 'request')} approved and not verified yet: cancelled, and who asked is told.`,
        ]
      : []),
    ...(requestsToApprove + requestsToProvision === 0 ? ['No request is open.'] : []),
    ...(preview.isSyncing ? ['The sync that is running is cancelled.'] : []),
    preview.leavesAppAlone
      ? `The app ${appName} stays, without a connector.`
      : `The app ${appName} stays, with its other connectors.`,
    'Past grants, requests, syncs and the audit stay as history.',
  ]
}

async function fetchPreview(connectorId: string, signal: AbortSignal): Promise<DeletionPreview> {
  const response = await fetch(`/api/connectors/${connectorId}/deletion`, { signal })
  if (!response.ok) throw new Error(`Could not be counted (${response.status}).`)
  return (await response.json()) as DeletionPreview // our own route's query
}

'use client'

import { useRouter } from 'next/navigation'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { deleteApp } from '#lib/apps/actions.ts'
import { restoreDays, type DeletionPreview } from '#lib/apps/types.ts'
import { plural } from '#lib/platform/format.ts'

interface DeleteAppProps {
  app: { id: string; displayName: string }
  preview: DeletionPreview
}

/** Says what goes with the app, and has its name typed. */
export function DeleteApp({ app, preview }: DeleteAppProps) {
  const router = useRouter()
  const remove = async (typed: string) => {
    const result = await deleteApp({ appId: app.id, name: typed })
    if (!result.ok) return result.message
    toast.success(`${app.displayName} was deleted. It can be restored for ${restoreDays} days.`)
    router.push('/apps?view=deleted')
    return undefined
  }
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-muted-foreground">
        It can be restored for {restoreDays} days; then it is removed for good, with all that Rolecall knows
        of it. Nothing is changed in the connected system.
      </p>
      <div>
        <ConfirmDialog
          trigger={<Button variant="danger">Delete this app</Button>}
          title={`Delete ${app.displayName}?`}
          description={`It disappears for everybody at once, its syncs stop, and ${restoreDays} days later it is removed for good.`}
          confirmLabel="Delete app"
          typeToConfirm={app.displayName}
          onConfirm={remove}
        >
          <Impact preview={preview} />
        </ConfirmDialog>
      </div>
    </div>
  )
}

function Impact({ preview }: { preview: DeletionPreview }) {
  const { connectors, accounts, grants, openRequests, owners } = preview
  const lines = [
    connectors.length > 0
      ? `${plural(connectors.length, 'connector')} that ${connectors.length === 1 ? 'stops' : 'stop'} reading: ${connectors.join(', ')}`
      : null,
    accounts > 0 ? `${plural(accounts, 'account')}, and the ${plural(grants, 'grant')} that they hold` : null,
    openRequests > 0
      ? `${plural(openRequests, 'open request')}, cancelled for good; who asked is told`
      : null,
  ].filter((line) => line !== null)
  return (
    <div className="grid gap-3 text-sm">
      {lines.length > 0 ? (
        <div className="grid gap-1">
          <p className="font-medium">With it go</p>
          <ul className="list-disc pl-5">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {owners.length > 0 ? (
        <p className="text-muted-foreground">Owned by {owners.join(', ')}, who can restore it too.</p>
      ) : null}
    </div>
  )
}

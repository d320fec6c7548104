import { db, transaction } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { notify, type NewNotice } from './notify.ts'
import { settleSyncNotices } from './settle-sync-notices.ts'

/**
 * Tells the owners of a connector about a run of it: that syncs fail again and again, or that one is held for them to
 * decide. Told again about the same run nobody hears it twice. `settled`: ends what they were told where it holds no more.
 */
export async function notifyOfSync(runId: string, about: 'failing' | 'held' | 'settled'): Promise<void> {
  if (about === 'settled') return settleSyncNotices(runId)
  const run = await db().syncRun.findUnique({
    where: { id: runId, connector: livingConnector },
    include: { connector: { include: { owners: true } } },
  })
  if (!run) return
  const { connector } = run
  const notice: NewNotice = {
    kind: `sync-${about}`,
    subjectId: runId,
    title:
      about === 'held'
        ? `A sync of ${connector.displayName} is held for confirmation`
        : `${connector.displayName} has failed to sync three times in a row`,
    body:
      about === 'held'
        ? 'It would remove more at once than is usual. Look at the losses and decide.'
        : (run.errorMessage ?? 'The page of the sync says why.'),
    // What is held may be held by a later run when somebody follows it.
    href: about === 'held' ? `/connectors/${connector.id}` : `/connectors/${connector.id}/runs/${runId}`,
    action: about === 'held' ? 'Look at the losses' : 'Open the sync',
    reason: `You get this because you own the connector ${connector.displayName}.`,
  }
  const owners = connector.owners.map(({ userId }) => userId)
  await transaction((tx) => notify(tx, owners, notice))
}

import { Cable } from 'lucide-react'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'

/** An app that nothing is read of: what comes next, and who can do it. */
export function ConnectApp({ appId, mayConnect }: { appId: string; mayConnect: boolean }) {
  return (
    <EmptyState
      icon={<Cable />}
      title="No connector reads this app"
      description={
        mayConnect
          ? 'Connect the system behind it to see its accounts and roles, and who holds what.'
          : 'Its accounts and roles appear once a Connector Administrator has connected the system behind it.'
      }
      action={
        mayConnect ? (
          <Button asChild variant="primary">
            <Link href={`/connectors/new?app=${appId}`}>Connect a system</Link>
          </Button>
        ) : null
      }
    />
  )
}

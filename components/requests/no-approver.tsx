import { Callout } from '#components/feedback/callout.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'

/** Nobody but the requester could decide: says so, and leads to where that is changed. */
export function NoApprover({ appId, managesApp }: { appId: string; managesApp: boolean }) {
  return (
    <Callout
      tone="warning"
      title="Nobody can approve this yet"
      action={
        managesApp ? (
          <Button asChild>
            <Link href={`/apps/${appId}/settings#owners`}>Add another owner</Link>
          </Button>
        ) : null
      }
    >
      {managesApp
        ? 'Nobody decides their own request. Add a second person as an owner of the app, who then approves it.'
        : 'Nobody decides their own request. Ask a Super Administrator to name another owner of the app.'}
    </Callout>
  )
}

import { z } from 'zod'
import { Callout } from '#components/feedback/callout.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { VendorAnswer } from '#components/vendor/vendor-answer.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import type { RunDetail } from '#lib/sync/types.ts'

const Vendor = z.object({
  status: z.number().nullable(),
  code: z.string().nullable(),
  title: z.string().nullable(),
  detail: z.string().nullable(),
  requestId: z.string().nullable(),
  endpoint: z.string().nullable(),
})

const remedies: Record<string, string> = {
  auth: 'Replace the access token, then sync again.',
  forbidden:
    'Check that the access token is of an API key without scopes, made by an organization admin, then sync again.',
  'rate-limited': 'Atlassian asked for a pause. Sync again in a few minutes.',
  unavailable: 'Check that Atlassian can be reached from this server, then sync again.',
}

const interrupted = {
  title: 'This sync is interrupted; what it has read is kept',
  remedy: 'Check that Atlassian can be reached from this server. The sync goes on by itself once it answers.',
}

const failedTitle = (isPart: boolean): string =>
  isPart
    ? 'A part of this sync failed; what was known of it is kept'
    : 'This sync failed; what was known before is kept'

/** Why a run failed or is interrupted, or a part of it, and what to do. What was known before stays. */
export function RunError({ run, connectorId }: { run: Wire<RunDetail>; connectorId: string }) {
  const { error } = run
  if (!error) return null
  const isPart = run.status !== 'failed'
  const isInterrupted = run.status === 'retrying' && error.kind === 'unavailable'
  const vendor = Vendor.safeParse(error.vendor)
  return (
    <Callout
      tone={isPart ? 'warning' : 'danger'}
      title={isInterrupted ? interrupted.title : failedTitle(isPart)}
      action={
        error.kind === 'auth' ? (
          <Button asChild>
            <Link href={`/connectors/${connectorId}/settings#token`}>Replace the access token</Link>
          </Button>
        ) : null
      }
    >
      <p>{error.message}</p>
      <p>
        {isInterrupted
          ? interrupted.remedy
          : (remedies[error.kind ?? ''] ?? 'Sync again. If it stays, look at the log below.')}
      </p>
      {vendor.success ? <VendorAnswer answer={vendor.data} /> : null}
    </Callout>
  )
}

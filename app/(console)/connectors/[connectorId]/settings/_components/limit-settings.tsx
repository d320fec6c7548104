'use client'

import { useRouter } from 'next/navigation'
import { describeLimit, LimitForm } from '#components/connectors/limit-form.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { DisclosedForm } from '#components/form/disclosed-form.tsx'
import { toast } from '#components/feedback/toaster.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import { resetRemovalLimit } from '#lib/sync/actions.ts'
import type { ConnectorDetail, KindLimit, RemovalLimits } from '#lib/sync/types.ts'

export interface LimitSettingsProps {
  connector: Wire<ConnectorDetail>
  limits: Wire<RemovalLimits>
}

/** The limit of every kind that is read, with the way back to the usual one. */
export function LimitSettings({ connector, limits }: LimitSettingsProps) {
  return (
    <div className="grid gap-3">
      <p className="text-sm text-muted-foreground">
        Usually removals are held when {describeLimit(limits.usual)}.
      </p>
      <ul className="grid divide-y border-y text-sm" aria-label="Limits of removals">
        {limits.kinds.map((limit) => (
          <li key={limit.kind} className="py-2">
            <Limit connector={connector} limit={limit} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Limit({ connector, limit }: { connector: Wire<ConnectorDetail>; limit: Wire<KindLimit> }) {
  const words = (
    <div className="min-w-0 grow basis-64">
      <p className="font-medium first-letter:uppercase">{limit.kind}</p>
      <p className="text-muted-foreground">
        {limit.set ? (
          <>
            Held when {describeLimit(limit)}. Set <Time at={limit.set.at} />
            {limit.set.by ? ` by ${limit.set.by}` : ''}.
          </>
        ) : (
          'The usual limit.'
        )}
      </p>
    </div>
  )
  if (!connector.mayManage) return words
  return (
    <DisclosedForm
      label="Change"
      accessibleLabel={`Change the limit of ${limit.kind}`}
      size="sm"
      className="flex flex-wrap items-center gap-2"
      after={limit.set ? <Reset connectorId={connector.id} kind={limit.kind} /> : null}
      renderForm={(close) => (
        <div className="grid gap-1">
          <p className="font-medium first-letter:uppercase">{limit.kind}</p>
          <LimitForm connectorId={connector.id} kind={limit.kind} limit={limit} onClose={close} />
        </div>
      )}
    >
      {words}
    </DisclosedForm>
  )
}

function Reset({ connectorId, kind }: { connectorId: string; kind: string }) {
  const router = useRouter()
  return (
    <ActionButton
      size="sm"
      variant="ghost"
      aria-label={`Back to the usual limit of ${kind}`}
      action={() => resetRemovalLimit({ connectorId, kind })}
      onDone={() => {
        toast.success('The usual limit holds again.')
        router.refresh()
      }}
    >
      Back to the usual
    </ActionButton>
  )
}

'use client'

import { RefreshCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState, type RefObject } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Card } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { rotateCredential } from '#lib/connectors/actions.ts'
import type { IssuedCredential, SelfHosted } from '#lib/connectors/types.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'
import { SelfHostedIssued } from './self-hosted-issued.tsx'

type Credential = Wire<SelfHosted>['credential']

/** The client ID with its age and use; Rotate makes a new one and shows its secret. */
export function SelfHostedCredential({
  connector,
  credential,
}: {
  connector: Wire<ConnectorDetail>
  credential: Credential
}) {
  const [issued, setIssued] = useState<IssuedCredential | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <Card
      title="Credentials"
      actions={
        connector.mayManage ? (
          <Rotate connector={connector} credential={credential} onIssued={setIssued} button={button} />
        ) : null
      }
    >
      {credential ? (
        <DefinitionList>
          <Definition label="Client ID">
            <span className="flex items-start gap-1">
              <span className="min-w-0 py-1 font-mono text-xs wrap-anywhere">{credential.clientId}</span>
              <CopyButton value={credential.clientId} label="Copy client ID" />
            </span>
          </Definition>
          <Definition label="Made">
            <Time at={credential.createdAt} /> by {credential.createdBy}
          </Definition>
          <Definition label="Last used">
            {credential.lastUsedAt ? <Time at={credential.lastUsedAt} /> : 'Never'}
          </Definition>
        </DefinitionList>
      ) : (
        <p className="text-sm text-muted-foreground">
          {connector.mayManage
            ? 'None yet. Rotate makes them.'
            : 'None yet. An owner of the connector or a Connector Administrator makes them.'}
        </p>
      )}
      <SelfHostedIssued
        issued={issued}
        onClose={() => setIssued(null)}
        onClosed={() => button.current?.focus()}
      />
    </Card>
  )
}

function Rotate({
  connector,
  credential,
  onIssued,
  button,
}: {
  connector: Wire<ConnectorDetail>
  credential: Credential
  onIssued: (issued: IssuedCredential) => void
  button: RefObject<HTMLButtonElement | null>
}) {
  const router = useRouter()
  const rotate = async () => {
    const result = await rotateCredential({
      connectorId: connector.id,
      replaces: credential?.id ?? null,
    })
    if (!result.ok) return result.message
    onIssued(result.data)
    router.refresh()
    return undefined
  }
  return (
    <ConfirmDialog
      trigger={
        <Button ref={button} icon={<RefreshCw aria-hidden />}>
          Rotate
        </Button>
      }
      tone={credential ? 'danger' : 'primary'}
      title={`Rotate the credentials of ${connector.displayName}?`}
      description={
        credential ? (
          <>
            <span className="font-mono text-xs break-all">{credential.clientId}</span> ends at once: the
            connector that runs with it stops syncing and changing access until it is started with the new
            ones. The new secret is shown once.
          </>
        ) : (
          'Makes the client ID and the secret that the connector proves itself with. The secret is shown once.'
        )
      }
      confirmLabel="Rotate"
      onConfirm={rotate}
    />
  )
}

'use client'

import { Callout } from '#components/feedback/callout.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { SplitBody } from '#components/shell/page-header.tsx'
import { Code } from '#components/ui/code-block.tsx'
import { Section } from '#components/ui/section.tsx'
import type { ConnectorStatus, SelfHosted } from '#lib/connectors/types.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { ConnectorFrame, useProgress, type ConnectorFrameProps } from '../connector-frame.tsx'
import { SelfHostedCredential } from './self-hosted-credential.tsx'
import { SelfHostedFiles } from './self-hosted-files.tsx'
import { SelfHostedSettings } from './self-hosted-settings.tsx'

export interface SelfHostedViewProps extends ConnectorFrameProps {
  selfHosted: Wire<SelfHosted>
}

/** A connector that runs elsewhere: what it proves itself with, and how to start it. */
export function SelfHostedView({ connector, selfHosted, initialProgress }: SelfHostedViewProps) {
  const { status } = useProgress({ connector, initialProgress })
  return (
    <ConnectorFrame connector={connector} initialProgress={initialProgress}>
      <LiveRefresh topic="connector" />
      <SplitBody aside={<SelfHostedSettings connector={connector} selfHosted={selfHosted} />}>
        <WhatComesNext selfHosted={selfHosted} status={status} />
        <SelfHostedCredential connector={connector} credential={selfHosted.credential} />
        {selfHosted.files ? (
          <Section
            title="Run it"
            description="Without the client secret, which is shown only when it is made. A line in the file says what to fill in and where to get it."
          >
            <SelfHostedFiles files={selfHosted.files} />
          </Section>
        ) : null}
      </SplitBody>
    </ConnectorFrame>
  )
}

function WhatComesNext({ selfHosted, status }: { selfHosted: Wire<SelfHosted>; status: ConnectorStatus }) {
  const { credential, hasTls } = selfHosted
  if (!hasTls || credential?.callsElsewhere) return <Address selfHosted={selfHosted} />
  if (status !== 'Not connected') return null
  if (!credential) {
    return (
      <Callout title="It needs a client ID and a secret">
        Rotate makes both, and fills them into the files for Kubernetes or Compose. You run the connector
        where Atlassian can be reached; the API key stays there, Rolecall never sees it.
      </Callout>
    )
  }
  if (credential.lastUsedAt) return null
  return (
    <Callout title="Waiting for the connector’s first call">
      Start it with one of the files below. It then calls Rolecall at <Code>{selfHosted.host}</Code>, and its
      first sync begins by itself.
    </Callout>
  )
}

/** Where nothing can come next before it is mended. */
function Address({ selfHosted: { hasTls, host } }: Pick<SelfHostedViewProps, 'selfHosted'>) {
  if (!hasTls) {
    return (
      <Callout tone="warning" title="A connector cannot reach this address">
        Connectors call with TLS only, and Rolecall is set up as <Code>http://{host}</Code>. Set{' '}
        <Code>ROLECALL_URL</Code> to the https address it has for others, then rotate: the address is part of
        the client ID.
      </Callout>
    )
  }
  return (
    <Callout tone="warning" title="The credential is for another address">
      Rolecall has moved to <Code>{host}</Code> since it was made. Rotate, and start the connector with the
      new files.
    </Callout>
  )
}

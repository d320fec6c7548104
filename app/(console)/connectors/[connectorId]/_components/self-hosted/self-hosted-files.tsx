'use client'

import { Code, CodeBlock } from '#components/ui/code-block.tsx'
import { DownloadButton } from '#components/ui/download-button.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { RunFile, RunFiles } from '#lib/connectors/types.ts'

/** The files to start the connector with, to copy or to save, by where it runs. */
export function SelfHostedFiles({ files }: { files: RunFiles }) {
  return (
    <Tabs
      label="Where it runs"
      panels={[
        {
          id: 'kubernetes',
          label: 'Kubernetes',
          content: (
            <>
              <Steps>
                Fill in the Atlassian API key, then <Code>kubectl apply -f baton-atlassian.yaml</Code> in a
                namespace of its own.
              </Steps>
              <Files files={files.kubernetes} />
            </>
          ),
        },
        {
          id: 'compose',
          label: 'Compose',
          content: (
            <>
              <Steps>
                Save both files in one folder, fill in the Atlassian API key, then{' '}
                <Code>docker compose --env-file baton-atlassian.env up -d</Code>.
              </Steps>
              <Files files={files.compose} />
            </>
          ),
        },
      ]}
    />
  )
}

const Steps = ({ children }: { children: React.ReactNode }) => (
  <p className="max-w-prose text-sm text-muted-foreground">{children}</p>
)

const Files = ({ files }: { files: readonly RunFile[] }) =>
  files.map(({ name, code }) => (
    <CodeBlock key={name} label={name} code={code} actions={<DownloadButton name={name} text={code} />} />
  ))

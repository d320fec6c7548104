'use client'

import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import type { IssuedCredential } from '#lib/connectors/types.ts'
import { SelfHostedFiles } from './self-hosted-files.tsx'

/** The only time that the secret is seen. Only its button closes it: what is closed by mistake is lost. */
export function SelfHostedIssued({
  issued,
  onClose,
  onClosed,
}: {
  issued: IssuedCredential | null
  onClose: () => void
  /** Where the focus goes next. */
  onClosed: () => void
}) {
  if (!issued) return null
  return (
    <Dialog open>
      <DialogContent
        dismissible={false}
        onCloseAutoFocus={onClosed}
        className="max-w-2xl"
        title="Store the secret now"
        description="It is shown this once; Rolecall keeps only what checks it. Take the secret itself, or a file that has it filled in."
        footer={
          <Button variant="primary" onClick={onClose}>
            I have stored it
          </Button>
        }
      >
        <div className="grid gap-4">
          <CodeBlock label="Client ID" code={issued.clientId} wrap className="[&_pre]:break-all" />
          <CodeBlock label="Client secret" code={issued.clientSecret} wrap className="[&_pre]:break-all" />
          <SelfHostedFiles files={issued.files} />
        </div>
      </DialogContent>
    </Dialog>
  )
}

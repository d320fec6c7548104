'use client'

import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { Field } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/section.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { ActionResult } from '#lib/platform/result.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { approveRequest, denyRequest } from '#lib/requests/actions.ts'
import type { RequestDetail } from '#lib/requests/types.ts'

/** Approve or deny, with a comment; a denial needs one. */
export function DecisionPanel({ request }: { request: Wire<RequestDetail> }) {
  const [comment, setComment] = useState('')
  const [pending, setPending] = useState<'approve' | 'deny' | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [missing, setMissing] = useState<string | undefined>()

  const decide = async (what: 'approve' | 'deny', run: () => Promise<ActionResult<void>>) => {
    setPending(what)
    setFailure(null)
    setMissing(undefined)
    const result = await run()
    setPending(null)
    if (result.ok) return
    setMissing(result.fieldErrors?.['comment'])
    if (!result.fieldErrors) setFailure(result.message)
  }
  const approve = () => approveRequest({ requestId: request.id, ...(comment ? { comment } : {}) })
  const deny = () => denyRequest({ requestId: request.id, comment })

  return (
    <Card
      title="Your decision"
      description={`${request.requester.name} asks for ${request.entitlement.displayName} on ${request.resource.displayName}: “${request.reason}”`}
    >
      <div className="grid gap-4">
        <FormError message={failure} />
        <Field label="Comment" hint="Needed to deny; the requester reads it." error={missing}>
          <Textarea rows={2} value={comment} onChange={(event) => setComment(event.target.value)} />
        </Field>
        <div className="flex gap-2">
          <Button
            variant="primary"
            icon={<Check aria-hidden />}
            pending={pending === 'approve'}
            disabled={pending === 'deny'}
            onClick={() => void decide('approve', approve)}
          >
            Approve
          </Button>
          <Button
            icon={<X aria-hidden />}
            pending={pending === 'deny'}
            disabled={pending === 'approve'}
            onClick={() => void decide('deny', deny)}
          >
            Deny
          </Button>
        </div>
      </div>
    </Card>
  )
}

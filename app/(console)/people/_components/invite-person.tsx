'use client'

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '#components/ui/dialog.tsx'
import { InviteForm, type Invited } from './invite-form.tsx'

const mailed =
  'It has this link in it, which works once, for 7 days. Inviting the same person again makes a new one.'
const notMailed =
  'Mail is not set up, so they do not get it by themselves. It works once, for 7 days; inviting the same person again makes a new one.'

/** Invites a person by mail, and shows their link, once. */
export function InvitePerson() {
  const [open, setOpen] = useState(false)
  const [invited, setInvited] = useState<Invited | null>(null)
  const change = (next: boolean) => {
    setOpen(next)
    if (next) setInvited(null)
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant="primary" icon={<UserPlus aria-hidden />}>
          Invite a person
        </Button>
      </DialogTrigger>
      {invited === null ? (
        <DialogContent
          title="Invite a person"
          description="They choose their own password with the link they get."
        >
          <InviteForm onInvited={setInvited} />
        </DialogContent>
      ) : (
        <DialogContent
          title={invited.isMailed ? 'Invited, and a mail is on its way' : 'Give them this link'}
          description={invited.isMailed ? mailed : notMailed}
          footer={
            <DialogClose asChild>
              <Button variant="primary">Done</Button>
            </DialogClose>
          }
        >
          <CodeBlock code={invited.link} label="Invitation link" wrap />
        </DialogContent>
      )}
    </Dialog>
  )
}

'use client'

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '#components/ui/dialog.tsx'
import { InviteForm } from './invite-form.tsx'

/** Invites a person and shows their link, once. */
export function InvitePerson() {
  const [open, setOpen] = useState(false)
  const [link, setLink] = useState<string | null>(null)
  const change = (next: boolean) => {
    setOpen(next)
    if (next) setLink(null)
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant="primary" icon={<UserPlus aria-hidden />}>
          Invite a person
        </Button>
      </DialogTrigger>
      {link === null ? (
        <DialogContent
          title="Invite a person"
          description="They choose their own password with the link you give them."
        >
          <InviteForm onInvited={setLink} />
        </DialogContent>
      ) : (
        <DialogContent
          title="Give them this link"
          description="It works once, for 7 days, and is shown only now. Inviting the same person again makes a new one."
        >
          <CodeBlock code={link} label="Invitation link" wrap />
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="primary">Done</Button>
            </DialogClose>
          </DialogFooter>
        </DialogContent>
      )}
    </Dialog>
  )
}

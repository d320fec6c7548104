'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition, type ReactNode } from 'react'
import { toast } from '#components/feedback/toaster.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { PeoplePicker } from '#components/people/people-picker.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '#components/ui/dialog.tsx'
import { manageApps } from '#lib/apps/actions.ts'
import { plural } from '#lib/platform/format.ts'
import type { ChosenPersonView } from '#lib/users/types.ts'

interface ManageDialogProps {
  apps: readonly { id: string; displayName: string; isOwned: boolean }[]
  trigger: ReactNode
  onDone?: () => void
}

/** Has apps looked after, by the owners that are given to all of them. */
export function ManageDialog({ apps, trigger, onDone }: ManageDialogProps) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [owners, setOwners] = useState<ChosenPersonView[]>([])
  const [problem, setProblem] = useState<{ field: string | undefined; message: string } | null>(null)
  const [pending, startTransition] = useTransition()
  const change = (next: boolean) => {
    setOpen(next)
    setOwners([])
    setProblem(null)
  }
  const manage = () =>
    startTransition(async () => {
      const result = await manageApps({ appIds: apps.map(({ id }) => id), owners })
      if (!result.ok) {
        setProblem({ field: result.fieldErrors?.['owners'], message: result.message })
        return
      }
      toast.success(`${plural(result.data.managed, 'app')} managed from now on.`)
      change(false)
      onDone?.()
      router.refresh()
    })
  const [only] = apps
  const name = apps.length === 1 && only ? only.displayName : plural(apps.length, 'app')
  const alone = apps.filter(({ isOwned }) => !isOwned).length
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent
        title={`Manage ${name}`}
        description="A managed app has owners: they decide requests and look after access. A connector reads it once it is set up."
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" pending={pending} onClick={manage}>
              Manage {name}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {problem && !problem.field ? <FormError message={problem.message} /> : null}
          <PeoplePicker
            label="Owners"
            hint={toHint(apps.length, alone)}
            error={problem?.field}
            value={owners}
            onChange={setOwners}
          />
        </div>
      </DialogContent>
    </Dialog>
  )
}

function toHint(all: number, alone: number): string {
  if (alone === 0) return all === 1 ? 'It keeps the owners it has.' : 'They keep the owners they have.'
  if (all === 1) return 'Nobody owns it yet.'
  return `Each of them gets these, beside those it has. ${plural(alone, 'of them has', 'of them have')} nobody yet.`
}

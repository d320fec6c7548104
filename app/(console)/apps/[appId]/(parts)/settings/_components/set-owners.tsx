'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { toast } from '#components/feedback/toaster.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { PeoplePicker } from '#components/people/people-picker.tsx'
import { Button } from '#components/ui/button.tsx'
import { setAppOwners } from '#lib/apps/actions.ts'
import type { ChosenPersonView } from '#lib/users/types.ts'

interface SetOwnersProps {
  appId: string
  owners: ChosenPersonView[]
  ownUserId: string
}

export function SetOwners({ appId, owners, ownUserId }: SetOwnersProps) {
  const router = useRouter()
  const [chosen, setChosen] = useState<ChosenPersonView[]>(owners)
  const [problem, setProblem] = useState<{ field: string | undefined; message: string } | null>(null)
  const [pending, startTransition] = useTransition()
  const save = () =>
    startTransition(async () => {
      setProblem(null)
      const result = await setAppOwners({ appId, owners: chosen })
      if (!result.ok) {
        setProblem({ field: result.fieldErrors?.['owners'], message: result.message })
        return
      }
      toast.success('The owners were changed.')
      if (result.data.maySee) router.refresh()
      else router.push('/')
    })
  const leaves = owners.some((one) => 'userId' in one && one.userId === ownUserId)
    ? !chosen.some((one) => 'userId' in one && one.userId === ownUserId)
    : false
  return (
    <div className="grid gap-4">
      {problem && !problem.field ? <FormError message={problem.message} /> : null}
      <PeoplePicker
        label={<span className="sr-only">Owners</span>}
        hint="They decide requests for its roles, and may change everything on this page. Who is new is told."
        error={problem?.field}
        value={chosen}
        onChange={(people) => {
          setProblem(null)
          setChosen(people)
        }}
        ownUserId={ownUserId}
      />
      {leaves ? <p className="text-sm text-warning">You will not be an owner of it any more.</p> : null}
      <div>
        <Button variant="primary" pending={pending} onClick={save}>
          Save the owners
        </Button>
      </div>
    </div>
  )
}

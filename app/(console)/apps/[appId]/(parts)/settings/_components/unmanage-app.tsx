'use client'

import { useRouter } from 'next/navigation'
import { toast } from '#components/feedback/toaster.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { unmanageApp } from '#lib/apps/actions.ts'

export function UnmanageApp({ app }: { app: { id: string; displayName: string } }) {
  const router = useRouter()
  return (
    <div className="grid gap-3 text-sm">
      <p className="wrap-anywhere text-muted-foreground">
        {app.displayName} goes back to the apps that are only known. Its owners stay, and it can be managed
        again.
      </p>
      <div>
        <ActionButton
          action={() => unmanageApp({ appId: app.id })}
          onDone={() => {
            toast.success(`${app.displayName} is not managed any more.`)
            router.push(`/apps/${app.id}`)
          }}
        >
          Stop managing
        </ActionButton>
      </div>
    </div>
  )
}

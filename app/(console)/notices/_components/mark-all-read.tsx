'use client'

import { CheckCheck } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { ActionButton } from '#components/form/action-button.tsx'
import { markNoticesRead } from '#lib/notifications/actions.ts'

export function MarkAllRead() {
  const router = useRouter()
  return (
    <ActionButton
      icon={<CheckCheck aria-hidden />}
      action={() => markNoticesRead({})}
      onDone={() => router.refresh()}
    >
      Mark all as read
    </ActionButton>
  )
}

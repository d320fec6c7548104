'use client'

import { useTransition } from 'react'
import { toast } from '#components/feedback/toaster.tsx'
import { Button, type ButtonProps } from '#components/ui/button.tsx'
import type { ActionResult } from '#lib/platform/result.ts'

/** A button that does one server action; a refusal is said in a toast, nothing is lost. */
export function ActionButton<T>({
  action,
  onDone,
  ...props
}: Omit<ButtonProps, 'onClick' | 'pending' | 'asChild'> & {
  action: () => Promise<ActionResult<T>>
  onDone?: (data: T) => void
}) {
  const [pending, startTransition] = useTransition()
  const run = () =>
    startTransition(async () => {
      const result = await action()
      if (result.ok) onDone?.(result.data)
      else toast.error(result.message)
    })
  return <Button {...props} pending={pending} onClick={run} />
}

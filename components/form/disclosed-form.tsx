'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button, type ButtonProps } from '#components/ui/button.tsx'

export interface DisclosedFormProps {
  /** The button that opens it: “Change the schedule”. */
  label: string
  /** What is only heard, where several say the same: “Change the limit of accounts”. */
  accessibleLabel?: string
  size?: ButtonProps['size']
  /** What is shown while it is closed, before the button. */
  children?: ReactNode
  /** After the button, while it is closed. */
  after?: ReactNode
  /** The form; `close` puts the button back. */
  renderForm: (close: () => void) => ReactNode
  /** Around what is shown while it is closed. */
  className?: string
}

/** A form behind a button. The focus goes into it, and back to the button when it closes. */
export function DisclosedForm({
  label,
  accessibleLabel,
  size,
  children,
  after,
  renderForm,
  className,
}: DisclosedFormProps) {
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (open) place.current?.querySelector<HTMLElement>('input:not([type=hidden]), button')?.focus()
    else if (wasOpen.current) opener.current?.focus()
    wasOpen.current = open
  }, [open])
  if (open) return <div ref={place}>{renderForm(() => setOpen(false))}</div>
  return (
    <div className={className ?? 'grid justify-items-start gap-3'}>
      {children}
      <Button ref={opener} size={size} aria-label={accessibleLabel} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {after}
    </div>
  )
}

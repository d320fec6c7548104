'use client'

import { useFormStatus } from 'react-dom'
import { Button, type ButtonProps } from '#components/ui/button.tsx'

/** The act of a form. Knows by itself that a form `action` runs; others say `pending`. */
export function SubmitButton({
  pending,
  variant = 'primary',
  ...props
}: Omit<ButtonProps, 'type' | 'asChild'>) {
  const status = useFormStatus()
  return <Button {...props} type="submit" variant={variant} pending={pending ?? status.pending} />
}

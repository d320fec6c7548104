'use client'

import type { ComponentProps } from 'react'
import { controlStyles } from '#components/ui/control-styles.ts'
import { useFieldControl } from '#components/ui/field-control.ts'
import { cn } from '#lib/platform/cn.ts'

/** Grows with what is typed where the browser can. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={3}
      {...props}
      {...useFieldControl(props)}
      className={cn(
        controlStyles,
        'block h-auto min-h-16 resize-y py-1.5 leading-5 field-sizing-content',
        className,
      )}
    />
  )
}

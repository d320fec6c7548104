'use client'

import type { ComponentProps } from 'react'
import { controlStyles } from '#components/ui/control-styles.ts'
import { useFieldControl } from '#components/ui/field-control.ts'
import { cn } from '#lib/platform/cn.ts'

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} {...props} {...useFieldControl(props)} className={cn(controlStyles, className)} />
}

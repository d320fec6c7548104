'use client'

import { Popover as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { menuStyles } from '#components/ui/menu-styles.ts'
import { cn } from '#lib/platform/cn.ts'

export const Popover = Primitive.Root
export const PopoverTrigger = Primitive.Trigger

export function PopoverContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        align="start"
        sideOffset={4}
        collisionPadding={8}
        {...props}
        className={cn(menuStyles, 'w-72 p-3', className)}
      />
    </Primitive.Portal>
  )
}

'use client'

import { Check } from 'lucide-react'
import { DropdownMenu as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { itemStyles, menuStyles } from '#components/ui/menu-styles.ts'
import { cn } from '#lib/platform/cn.ts'

/** Leaves the page behind it alone: it scrolls, and stays in the accessibility tree. */
export function DropdownMenu(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root modal={false} {...props} />
}

export const DropdownMenuTrigger = Primitive.Trigger
export const DropdownMenuRadioGroup = Primitive.RadioGroup

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        align="end"
        sideOffset={4}
        collisionPadding={8}
        {...props}
        className={cn(
          menuStyles,
          'max-h-(--radix-dropdown-menu-content-available-height) min-w-48',
          className,
        )}
      />
    </Primitive.Portal>
  )
}

export interface DropdownMenuItemProps extends ComponentProps<typeof Primitive.Item> {
  tone?: 'default' | 'danger'
}

/** An act, or with `asChild` a link. */
export function DropdownMenuItem({ tone = 'default', className, ...props }: DropdownMenuItemProps) {
  return (
    <Primitive.Item
      {...props}
      className={cn(
        itemStyles,
        tone === 'danger' ? 'text-danger data-highlighted:bg-danger-soft' : '[&_svg]:text-muted-foreground',
        className,
      )}
    />
  )
}

export function DropdownMenuCheckboxItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem {...props} className={cn(itemStyles, 'pr-8', className)}>
      {children}
      <Primitive.ItemIndicator className="absolute right-2">
        <Check className="text-accent-text" aria-hidden />
      </Primitive.ItemIndicator>
    </Primitive.CheckboxItem>
  )
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem {...props} className={cn(itemStyles, 'pr-8', className)}>
      {children}
      <Primitive.ItemIndicator className="absolute right-2">
        <Check className="text-accent-text" aria-hidden />
      </Primitive.ItemIndicator>
    </Primitive.RadioItem>
  )
}

export function DropdownMenuSeparator({ className, ...props }: ComponentProps<typeof Primitive.Separator>) {
  return <Primitive.Separator {...props} className={cn('-mx-1 my-1 h-px bg-hairline', className)} />
}

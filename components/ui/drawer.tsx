'use client'

import { X } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { overlayStyles } from '#components/ui/dialog.tsx'
import { cn } from '#lib/platform/cn.ts'

export interface DrawerProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  /** Beside the title: a status badge, a link to the full page. */
  actions?: ReactNode
  footer?: ReactNode
  size?: 'md' | 'lg'
  children: ReactNode
}

const sizes = { md: 'max-w-md', lg: 'max-w-2xl' }

/** Detail that keeps the list in view. */
export function Drawer({
  open,
  onOpenChange,
  title,
  description,
  actions,
  footer,
  size = 'md',
  children,
}: DrawerProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className={overlayStyles} />
        <Primitive.Content
          {...(!description && { 'aria-describedby': undefined })}
          className={cn(
            'fixed inset-y-0 right-0 z-50 flex w-full flex-col bg-surface shadow-overlay outline-none [--gutter:1.25rem]',
            'duration-200 data-[state=open]:animate-in data-[state=open]:slide-in-from-right-8 data-[state=open]:fade-in-0',
            'data-[state=closed]:animate-out data-[state=closed]:slide-out-to-right-8 data-[state=closed]:fade-out-0',
            sizes[size],
          )}
        >
          <div className="flex items-start gap-3 border-b px-5 py-3.5">
            <div className="min-w-0 grow">
              <Primitive.Title className="text-lg font-semibold break-words">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description asChild>
                  <div className="text-sm text-muted-foreground">{description}</div>
                </Primitive.Description>
              ) : null}
            </div>
            <div className="flex shrink-0 items-center gap-2">
              {actions}
              <Primitive.Close asChild>
                <Button variant="ghost" size="icon-sm" aria-label="Close" className="-mr-2">
                  <X aria-hidden />
                </Button>
              </Primitive.Close>
            </div>
          </div>
          <div className="min-h-0 grow overflow-y-auto px-5 py-4">{children}</div>
          {footer ? <div className="flex justify-end gap-2 border-t px-5 py-3">{footer}</div> : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

export interface RouteDrawerProps extends Omit<DrawerProps, 'open' | 'onOpenChange'> {
  /** The list without the drawer: where closing leads. */
  closeHref: string
}

/** A drawer that is open because the URL says so, so that it can be linked to. Rendered by the page. */
export function RouteDrawer({ closeHref, ...props }: RouteDrawerProps) {
  const router = useRouter()
  return (
    <Drawer
      {...props}
      open
      onOpenChange={(open) => {
        if (!open) router.push(closeHref as Route, { scroll: false })
      }}
    />
  )
}

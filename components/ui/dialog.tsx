'use client'

import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#lib/platform/cn.ts'

export const Dialog = Primitive.Root
export const DialogTrigger = Primitive.Trigger
export const DialogClose = Primitive.Close

export const overlayStyles = cn(
  'fixed inset-0 z-40 bg-overlay data-[state=open]:animate-in data-[state=open]:fade-in-0',
  'data-[state=closed]:animate-out data-[state=closed]:fade-out-0 duration-150',
)

export const dialogStyles = cn(
  'fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 flex-col',
  'rounded-lg bg-surface shadow-overlay outline-none [--gutter:1.25rem]',
  'data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98 duration-150',
)

export interface DialogContentProps extends Omit<ComponentProps<typeof Primitive.Content>, 'title'> {
  title: ReactNode
  description?: ReactNode
  /** Buttons, the main one last. */
  footer?: ReactNode
  /** False: only a button in it closes it, for what would be lost. */
  dismissible?: boolean
}

/** A short task that holds the page. What shows a thing in detail is a drawer. */
export function DialogContent({
  title,
  description,
  footer,
  dismissible = true,
  className,
  children,
  ...props
}: DialogContentProps) {
  const stay = (event: Event) => event.preventDefault()
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlayStyles} />
      <Primitive.Content
        {...props}
        {...(!description && { 'aria-describedby': undefined })}
        {...(!dismissible && { onEscapeKeyDown: stay, onInteractOutside: stay })}
        className={cn(dialogStyles, className)}
      >
        <div className="flex items-start gap-4 px-5 pt-4">
          <div className="min-w-0 grow">
            <Primitive.Title className="text-lg font-semibold wrap-anywhere">{title}</Primitive.Title>
            {description ? (
              <Primitive.Description className="mt-0.5 text-sm text-muted-foreground">
                {description}
              </Primitive.Description>
            ) : null}
          </div>
          {dismissible ? (
            <Primitive.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label="Close" className="-mr-2">
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          ) : null}
        </div>
        <div className="min-h-0 grow overflow-y-auto px-5 py-4">{children}</div>
        {footer ? <DialogFooter>{footer}</DialogFooter> : null}
      </Primitive.Content>
    </Primitive.Portal>
  )
}

/** For a footer that must be inside a form of the dialog's body: place it there as the last child. */
export function DialogFooter({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cn('flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3', className)}>
      {children}
    </div>
  )
}

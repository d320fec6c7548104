'use client'

import { AlertDialog as Primitive } from 'radix-ui'
import { useId, useState, useTransition, type ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { dialogStyles, DialogFooter, overlayStyles } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { isTyped } from '#lib/platform/format.ts'

export interface ConfirmDialogProps {
  /** The button that opens it; leave out when `open` is given. */
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** A question that names the thing: “Delete the connector Acme?” */
  title: ReactNode
  /** The blast radius in words and numbers. */
  description: ReactNode
  /** The act itself: “Delete connector”, never “OK”. */
  confirmLabel: string
  cancelLabel?: string
  tone?: 'danger' | 'primary'
  /** Must be typed to go on, for what cannot be taken back. */
  typeToConfirm?: string
  /** Gets what was typed. Stays open while it runs; a returned text is shown as the reason it did not work. */
  onConfirm: (typed: string) => Promise<string | void> | void
  children?: ReactNode
}

/** Asks before an act that cannot be undone. */
export function ConfirmDialog({
  trigger,
  title,
  tone = 'danger',
  cancelLabel = 'Cancel',
  ...props
}: ConfirmDialogProps) {
  const inputId = useId()
  const [ownOpen, setOwnOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  const open = props.open ?? ownOpen
  const setOpen = (next: boolean) => {
    if (pending) return
    setTyped('')
    setProblem(null)
    setOwnOpen(next)
    props.onOpenChange?.(next)
  }
  const blocked = props.typeToConfirm !== undefined && !isTyped(typed, props.typeToConfirm)
  const confirm = () => {
    if (blocked) return
    startTransition(async () => {
      const answer = await props.onConfirm(typed)
      if (typeof answer === 'string') setProblem(answer)
      else {
        setTyped('')
        setOwnOpen(false)
        props.onOpenChange?.(false)
      }
    })
  }
  return (
    <Primitive.Root open={open} onOpenChange={setOpen}>
      {trigger ? <Primitive.Trigger asChild>{trigger}</Primitive.Trigger> : null}
      <Primitive.Portal>
        <Primitive.Overlay className={overlayStyles} />
        <Primitive.Content className={dialogStyles}>
          <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] gap-3 overflow-y-auto px-5 py-4 wrap-anywhere">
            <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
            <Primitive.Description asChild>
              <div className="text-sm text-muted-foreground">{props.description}</div>
            </Primitive.Description>
            {props.children}
            {props.typeToConfirm === undefined ? null : (
              <div className="grid gap-1.5 text-sm">
                <label htmlFor={inputId}>
                  Type <strong className="font-mono font-medium select-all">{props.typeToConfirm}</strong> to
                  confirm
                </label>
                <Input
                  id={inputId}
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                  onKeyDown={(event) => event.key === 'Enter' && confirm()}
                  autoComplete="off"
                  spellCheck={false}
                />
              </div>
            )}
            {problem ? (
              <p role="alert" className="text-sm text-danger">
                {problem}
              </p>
            ) : null}
          </div>
          <DialogFooter>
            <Primitive.Cancel asChild>
              <Button>{cancelLabel}</Button>
            </Primitive.Cancel>
            <Button variant={tone} pending={pending} disabled={blocked} onClick={confirm}>
              {props.confirmLabel}
            </Button>
          </DialogFooter>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, type ButtonProps } from '#components/ui/button.tsx'

export interface CopyButtonProps {
  value: string
  /** What is copied: “Copy organization ID”. */
  label: string
  /** Shows the label; else an icon with the label as its name. */
  showLabel?: boolean
  variant?: ButtonProps['variant']
  className?: string | undefined
}

export function CopyButton({ value, label, showLabel = false, variant, className }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])
  const copy = () => {
    // absent without https: browsers offer the clipboard to secure pages only
    const written = navigator.clipboard?.writeText(value) ?? Promise.reject(new Error('no clipboard'))
    written.then(
      () => setState('copied'),
      () => setState('refused'),
    )
  }
  const said = { idle: '', copied: 'Copied', refused: 'Could not copy: select the text instead' }[state]
  return (
    <>
      <Button
        variant={variant ?? (showLabel ? 'secondary' : 'ghost')}
        size={showLabel ? 'sm' : 'icon-sm'}
        className={className}
        onClick={copy}
        title={said || label}
        {...(!showLabel && { 'aria-label': label })}
      >
        {state === 'copied' ? <Check className="text-success" aria-hidden /> : <Copy aria-hidden />}
        {showLabel ? said || label : null}
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  )
}

'use client'

import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { useTheme } from 'next-themes'
import type { CSSProperties } from 'react'
import { Toaster as Sonner } from 'sonner'
import { Spinner } from '#components/ui/spinner.tsx'

export { toast } from 'sonner'

const style = {
  '--normal-bg': 'var(--surface)',
  '--normal-text': 'var(--foreground)',
  '--normal-border': 'var(--hairline)',
  '--border-radius': '8px',
  '--width': '22rem',
  fontFamily: 'inherit',
} as CSSProperties

/** For what was done elsewhere than where one looks. What must be read stays on the page as a callout. */
export function Toaster() {
  const { resolvedTheme } = useTheme()
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      closeButton
      style={style}
      icons={{
        success: <CircleCheck className="size-4 text-success" aria-hidden />,
        error: <CircleAlert className="size-4 text-danger" aria-hidden />,
        warning: <TriangleAlert className="size-4 text-warning" aria-hidden />,
        info: <Info className="size-4 text-info" aria-hidden />,
        loading: <Spinner />,
      }}
      toastOptions={{
        duration: 6000,
        classNames: { title: 'text-sm font-medium', description: 'text-sm !text-muted-foreground' },
      }}
    />
  )
}

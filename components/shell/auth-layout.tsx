import type { ReactNode } from 'react'
import { Brand } from '#components/shell/brand.tsx'

export interface AuthLayoutProps {
  title: ReactNode
  description?: ReactNode
  /** Below the card: another way in, who to ask. */
  footer?: ReactNode
  children: ReactNode
}

/** Sign-in, first run, invitation: one card in the middle of a page that is a roll with one name called. */
export function AuthLayout({ title, description, footer, children }: AuthLayoutProps) {
  return (
    <main className="relative isolate flex min-h-dvh flex-col items-center justify-center overflow-hidden bg-sidebar px-4 py-12">
      <Roll />
      <div className="grid w-full max-w-sm gap-6">
        <Brand className="justify-self-center text-lg" />
        <div className="grid gap-5 rounded-lg bg-surface px-6 py-7 shadow-overlay sm:px-8">
          <div className="grid gap-1">
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            {description ? <p className="text-sm text-pretty text-muted-foreground">{description}</p> : null}
          </div>
          {children}
        </div>
        {footer ? <div className="text-center text-sm text-muted-foreground">{footer}</div> : null}
      </div>
    </main>
  )
}

/** The rules of a register, fading towards the card. */
function Roll() {
  return (
    <div
      aria-hidden="true"
      className="absolute inset-0 -z-10 bg-[repeating-linear-gradient(to_bottom,transparent_0_43px,var(--hairline)_43px_44px)] mask-[radial-gradient(ellipse_60%_60%_at_center,transparent_35%,black)]"
    >
      <div className="absolute inset-y-0 left-[max(1.5rem,12vw)] w-px bg-accent/35" />
    </div>
  )
}

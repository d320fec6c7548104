import type { ReactNode } from 'react'
import { Brand } from '#components/shell/brand.tsx'

export interface StandalonePageProps {
  title: ReactNode
  description: ReactNode
  reference?: string | undefined
  /** The ways out. */
  children: ReactNode
}

/** A page without the shell: not found, failed. */
export function StandalonePage({ title, description, reference, children }: StandalonePageProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-6 py-16">
      <Brand />
      <div className="grid gap-2">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        <p className="text-base text-muted-foreground">{description}</p>
        {reference ? (
          <p className="text-sm text-muted-foreground">
            Reference <code className="font-mono select-all">{reference}</code>
          </p>
        ) : null}
      </div>
      <div className="flex gap-2">{children}</div>
    </main>
  )
}

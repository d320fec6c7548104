'use client'

import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import { useState } from 'react'
import { StandalonePage } from '#components/shell/standalone-page.tsx'
import { Button } from '#components/ui/button.tsx'
// oxlint-disable-next-line import/no-unassigned-import -- how Next takes global styles
import './globals.css'

/** When even the layout fails: no provider is left, so the theme is read from the document that was there. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const [theme] = useState(() =>
    typeof document !== 'undefined' && document.documentElement.classList.contains('dark') ? 'dark' : '',
  )
  const reference = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable} ${theme}`}>
      <body className="min-h-dvh font-sans antialiased">
        <title>Something failed · Rolecall</title>
        <StandalonePage
          title="Rolecall could not start this page"
          description="Something failed before anything could be shown. Nothing was changed by it. If trying again does not help, look into the server log."
          reference={reference}
        >
          <Button variant="primary" onClick={() => retry()}>
            Try again
          </Button>
        </StandalonePage>
      </body>
    </html>
  )
}

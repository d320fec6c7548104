'use client'

import Link from 'next/link'
import { StandalonePage } from '#components/shell/standalone-page.tsx'
import { Button } from '#components/ui/button.tsx'

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <StandalonePage
      title="This page could not be shown"
      description="Something failed while it was put together. Try again; if it stays, give the reference to whoever runs Rolecall: the server log has the cause under it."
      reference={reference}
    >
      <Button variant="primary" onClick={() => retry()}>
        Try again
      </Button>
      <Button asChild>
        <Link href="/">Go to the start page</Link>
      </Button>
    </StandalonePage>
  )
}

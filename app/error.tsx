'use client'

import { useEffect } from 'react'
import { ErrorState } from '#components/feedback/error-state.tsx'
import { Button } from '#components/ui/button.tsx'

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => {
    console.error(error)
  }, [error])
  const reference = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <div className="mx-auto max-w-3xl px-(--gutter) py-6">
      <ErrorState
        title="This page could not be shown"
        cause="Something failed on the server while it was put together. Nothing was changed by it."
        whatToDo="Try again. If it stays, give the reference to whoever runs Rolecall: the server log has the cause under it."
        reference={reference}
        actions={
          <>
            <Button variant="primary" onClick={() => retry()}>
              Try again
            </Button>
            <Button asChild>
              {/* a full load on purpose: the state of the page is what failed */}
              <a href="/">Go to the start page</a>
            </Button>
          </>
        }
      />
    </div>
  )
}

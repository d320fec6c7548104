'use client'

import { ErrorState } from '#components/feedback/error-state.tsx'
import { Button } from '#components/ui/button.tsx'

export default function ConsoleError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <ErrorState
      title="This page could not be shown"
      cause="Something went wrong on our side. Nothing was changed."
      whatToDo="Try again. If it stays, tell your administrator the reference."
      reference={error.digest}
      actions={<Button onClick={reset}>Try again</Button>}
    />
  )
}

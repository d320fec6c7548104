import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'

export default function ConsoleNotFound() {
  return (
    <EmptyState
      icon={<SearchX />}
      title="Not found, or not yours to see"
      description="It may have been removed, the address may be cut short, or your roles do not open it. Ask its owner or a Super Administrator."
      action={
        <Button asChild>
          <Link href="/">Go to the start page</Link>
        </Button>
      }
    />
  )
}

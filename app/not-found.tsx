import type { Metadata } from 'next'
import Link from 'next/link'
import { StandalonePage } from '#components/shell/standalone-page.tsx'
import { Button } from '#components/ui/button.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <StandalonePage
      title="There is no such page"
      description="What it showed may have been deleted or renamed, or the address was cut short when it was copied."
    >
      <Button asChild variant="primary">
        <Link href="/">Go to the start page</Link>
      </Button>
    </StandalonePage>
  )
}

'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { hrefWith } from '#components/data-table/list-params.ts'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { formatCount } from '#lib/platform/format.ts'

export interface PaginationProps {
  /** Rows on this page. */
  count: number
  total: number
  /** Keys that continue after the last row and before the first; null where nothing follows. */
  after: string | null
  before: string | null
  pageSize?: number | undefined
}

/** “1–50 of 240” and the way to the neighbours of a keyset page. Its place in the list is in the URL too. */
export function Pagination({ count, total, after, before, pageSize = 50 }: PaginationProps) {
  const params = useSearchParams()
  const from = before === null ? 1 : Math.max(1, Math.trunc(Number(params.get('from') ?? 1)) || 1)
  const to = from + count - 1
  const beforeFrom = Math.max(1, from - pageSize)
  return (
    <nav
      aria-label="Pages"
      className="bleed flex min-h-11 items-center justify-between gap-4 border-t px-(--gutter) py-1.5 text-xs text-muted-foreground"
    >
      <p className="tabular-nums">
        {count === 0 ? '0' : `${formatCount(from)}–${formatCount(to)}`} of {formatCount(total)}
      </p>
      {before === null && after === null ? null : (
        <div className="flex gap-2">
          <PageLink
            href={before === null ? null : hrefWith(params, { before, from: String(beforeFrom) })}
            label="Previous"
          />
          <PageLink
            href={after === null ? null : hrefWith(params, { after, from: String(to + 1) })}
            label="Next"
          />
        </div>
      )}
    </nav>
  )
}

function PageLink({ href, label }: { href: string | null; label: 'Previous' | 'Next' }) {
  const content = (
    <>
      {label === 'Previous' ? <ChevronLeft aria-hidden /> : null}
      {label}
      {label === 'Next' ? <ChevronRight aria-hidden /> : null}
    </>
  )
  if (href === null) {
    return (
      <Button size="sm" disabled>
        {content}
      </Button>
    )
  }
  return (
    <Button size="sm" asChild>
      <Link href={href} rel={label === 'Next' ? 'next' : 'prev'} prefetch={false}>
        {content}
      </Link>
    </Button>
  )
}

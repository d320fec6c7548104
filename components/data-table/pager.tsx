'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { hrefWith } from '#components/data-table/list-params.ts'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { formatCount, plural } from '#lib/platform/format.ts'

export interface PagerProps {
  /** A keyset page: its rows are only counted here. */
  page: { rows: readonly unknown[]; total: number; after: string | null; before: string | null }
  /** In the singular: “account”. */
  thing: string
  /** Where adding an “s” is wrong. */
  things?: string | undefined
  pageSize?: number | undefined
}

/** “1–50 of 240 accounts” and the way to the neighbours. The place in the list is in the URL with the key. */
export function Pager({ page, thing, things, pageSize = 50 }: PagerProps) {
  const params = useSearchParams()
  const count = page.rows.length
  if (count === 0) return null
  const whole = page.before === null && page.after === null
  const from = page.before === null ? 1 : Math.max(1, Math.trunc(Number(params.get('from') ?? 1)) || 1)
  const to = from + count - 1
  const back =
    page.before === null ? null : { before: page.before, from: String(Math.max(1, from - pageSize)) }
  const on = page.after === null ? null : { after: page.after, from: String(to + 1) }
  return (
    <nav
      aria-label={`Pages of ${things ?? `${thing}s`}`}
      className="mt-[calc(var(--stack,0px)*-1)] flex min-h-11 items-center justify-between gap-4 text-xs text-muted-foreground"
    >
      <p className="tabular-nums">
        {whole ? null : `${formatCount(from)}–${formatCount(to)} of `}
        {plural(page.total, thing, things)}
      </p>
      {whole ? null : (
        <div className="flex gap-2">
          <PageLink href={back && hrefWith(params, back)} label="Previous" />
          <PageLink href={on && hrefWith(params, on)} label="Next" />
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

'use client'

import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { hrefWith } from '#components/data-table/list-params.ts'
import { formatSort, type Sort } from '#components/data-table/sort.ts'
import { TableHead, type Align } from '#components/data-table/table.tsx'
import { Link } from '#components/ui/link.tsx'
import { cn } from '#lib/platform/cn.ts'

export interface SortHeaderProps {
  column: string
  /** How the list is sorted now. */
  sort: Sort | undefined
  align?: Align | undefined
  /** The way of the first press: descending for dates and counts. */
  first?: Sort['direction'] | undefined
  /** Instead of the URL parameter `sort`. */
  onSort?: ((sort: Sort) => void) | undefined
  className?: string | undefined
  children: ReactNode
}

const opposite = { asc: 'desc', desc: 'asc' } as const
const ariaSort = { asc: 'ascending', desc: 'descending' } as const

/** A column's name that sorts by it. */
export function SortHeader({
  column,
  sort,
  align,
  first = 'asc',
  onSort,
  className,
  children,
}: SortHeaderProps) {
  const params = useSearchParams()
  const current = sort?.column === column ? sort.direction : null
  const next: Sort = { column, direction: current === null ? first : opposite[current] }
  const classes = cn(
    'group/sort -mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-foreground',
    current && 'text-foreground',
    align === 'right' && 'flex-row-reverse',
  )
  const content = (
    <>
      {children}
      <SortMark direction={current} />
    </>
  )
  return (
    <TableHead align={align} className={className} aria-sort={current === null ? 'none' : ariaSort[current]}>
      {onSort ? (
        <button type="button" onClick={() => onSort(next)} className={classes}>
          {content}
        </button>
      ) : (
        <Link
          href={hrefWith(params, { sort: formatSort(next) })}
          scroll={false}
          replace
          prefetch={false}
          className={classes}
        >
          {content}
        </Link>
      )}
    </TableHead>
  )
}

function SortMark({ direction }: { direction: Sort['direction'] | null }) {
  if (direction === 'asc') return <ArrowUp className="size-3.5" aria-hidden />
  if (direction === 'desc') return <ArrowDown className="size-3.5" aria-hidden />
  return (
    <ChevronsUpDown
      className="size-3.5 opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100"
      aria-hidden
    />
  )
}

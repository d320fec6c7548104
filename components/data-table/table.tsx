import type { ComponentProps, ReactNode } from 'react'
import { Link } from '#components/ui/link.tsx'
import { cn } from '#lib/platform/cn.ts'

/*
 * The one grammar of tables: flush with the page, hairlines between rows, a quiet sticky head, two-line rows.
 * `SimpleTable` and its parts render on the server; `DataTable` draws with the same parts.
 *
 *   <SimpleTable label="Connectors">
 *     <TableHead><HeadCell>Connector</HeadCell><HeadCell align="end">Accounts</HeadCell></TableHead>
 *     <tbody>
 *       <TableRow><Cell><RowLink href={`/connectors/${id}`}>{name}</RowLink></Cell><Cell align="end">{count}</Cell></TableRow>
 *     </tbody>
 *   </SimpleTable>
 */

export type Align = 'start' | 'end'

export interface SimpleTableProps {
  /** What the table lists: names the region that scrolls and the table. */
  label: string
  children: ReactNode
  /** Scrolls inside itself under a head that stays; for lists that fill the page. */
  sticky?: boolean
  className?: string | undefined
  busy?: boolean | undefined
}

export function SimpleTable({ label, children, sticky = false, className, busy }: SimpleTableProps) {
  return (
    <div
      role="region"
      aria-label={label}
      aria-busy={busy || undefined}
      tabIndex={0}
      className={cn(
        'focus-inset bleed relative overflow-x-auto border-t transition-opacity',
        sticky && 'md:max-h-[max(22rem,calc(100dvh-var(--table-chrome,17.5rem)))] md:overflow-y-auto',
        busy && 'opacity-60',
        className,
      )}
    >
      <table className="w-full border-separate border-spacing-0 text-left text-sm">{children}</table>
    </div>
  )
}

/** One row of `HeadCell`s. */
export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="sticky top-0 z-2">
      <tr>{children}</tr>
    </thead>
  )
}

const gutters = 'px-3 first:pl-(--gutter) last:pr-(--gutter)'

export interface HeadCellProps extends Omit<ComponentProps<'th'>, 'align'> {
  align?: Align | undefined
  /** For a column that needs no visible name, such as row actions. */
  hiddenLabel?: string
}

export function HeadCell({ align = 'start', hiddenLabel, className, children, ...props }: HeadCellProps) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        'h-9 border-b bg-sunken text-xs font-medium whitespace-nowrap text-muted-foreground',
        align === 'end' && 'text-right',
        gutters,
        className,
      )}
    >
      {hiddenLabel ? <span className="sr-only">{hiddenLabel}</span> : children}
    </th>
  )
}

/** A row; with a `RowLink` in its first cell all of it can be pressed. */
export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr
      {...props}
      className={cn(
        'group/row relative has-data-row-link:hover:bg-hover data-[selected=true]:bg-accent-soft',
        'has-[[data-row-link]:focus-visible]:outline-2 has-[[data-row-link]:focus-visible]:-outline-offset-2 has-[[data-row-link]:focus-visible]:outline-ring',
        className,
      )}
    />
  )
}

export interface CellProps extends Omit<ComponentProps<'td'>, 'align'> {
  align?: Align | undefined
}

export function Cell({ align = 'start', className, ...props }: CellProps) {
  return (
    <td
      {...props}
      className={cn(
        'h-11 border-b py-1.5 tabular-nums group-last/row:border-b-0',
        // what can be pressed inside a row lies above the link that covers the row
        '[&_a:not([data-row-link])]:relative [&_a:not([data-row-link])]:z-1 [&_button]:relative [&_button]:z-1',
        align === 'end' && 'text-right',
        gutters,
        className,
      )}
    />
  )
}

/** The link of a row: a real one on the row's name, and the whole row as its target. */
export function RowLink({
  href,
  children,
  className,
}: {
  href: string
  children: ReactNode
  className?: string
}) {
  return (
    <Link
      href={href}
      data-row-link=""
      scroll={!href.startsWith('?')}
      prefetch={false}
      className={cn('font-medium outline-none after:absolute after:inset-0 after:content-[""]', className)}
    >
      {children}
    </Link>
  )
}

export interface TwoLineProps {
  title: ReactNode
  /** Muted, below. */
  detail?: ReactNode
  /** Avatar or mark on the left. */
  leading?: ReactNode
  /** Makes the title the link of the row. */
  href?: string | undefined
}

/** The usual first cell: what it is, and below what tells it from its neighbours. */
export function TwoLine({ title, detail, leading, href }: TwoLineProps) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      {leading}
      <div className="min-w-0">
        <div className="max-w-80 truncate text-foreground">
          {href ? <RowLink href={href}>{title}</RowLink> : title}
        </div>
        {detail ? <div className="max-w-80 truncate text-xs text-muted-foreground">{detail}</div> : null}
      </div>
    </div>
  )
}

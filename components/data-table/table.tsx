import type { ComponentProps, ReactNode } from 'react'
import { cn } from '#lib/platform/cn.ts'

/*
 * The one grammar of tables: flush with the page, hairlines between rows, a quiet head, two-line rows.
 * These parts render on the server.
 *
 *   <Table label="Connectors">
 *     <TableHeader><TableRow><TableHead>Connector</TableHead><TableHead align="right">Accounts</TableHead></TableRow></TableHeader>
 *     <TableBody>
 *       <TableRow href={href}>
 *         <TableCell><TwoLines first={<Link href={href}>{name}</Link>} second="Atlassian" /></TableCell>
 *         <TableCell align="right">{formatCount(accounts)}</TableCell>
 *       </TableRow>
 *     </TableBody>
 *   </Table>
 */

export type Align = 'left' | 'right'

export interface TableProps {
  /** What the table lists: names the region that scrolls. */
  label: string
  children: ReactNode
  /** Scrolls inside itself under a head that stays; for long lists that fill the page. */
  sticky?: boolean | undefined
  /** New rows are on their way: dims. */
  busy?: boolean | undefined
  className?: string | undefined
}

export function Table({ label, children, sticky = false, busy, className }: TableProps) {
  return (
    <div
      role="region"
      aria-label={label}
      aria-busy={busy || undefined}
      tabIndex={0}
      className={cn(
        'focus-inset bleed fade-more relative overflow-x-auto border-y transition-opacity',
        sticky && 'md:max-h-[max(22rem,calc(100dvh-var(--table-chrome,16rem)))] md:overflow-y-auto',
        busy && 'opacity-60',
        className,
      )}
    >
      <table className="w-full border-separate border-spacing-0 text-left text-sm">{children}</table>
    </div>
  )
}

export function TableHeader({ children }: { children: ReactNode }) {
  return <thead className="sticky top-0 z-2">{children}</thead>
}

export function TableBody({ children }: { children: ReactNode }) {
  return <tbody>{children}</tbody>
}

const gutters = 'px-3 first:pl-(--gutter) last:pr-(--gutter)'

export interface TableHeadProps extends Omit<ComponentProps<'th'>, 'align'> {
  align?: Align | undefined
  /** A column of buttons has a name that is only heard. */
  hideLabel?: boolean | undefined
}

export function TableHead({
  align = 'left',
  hideLabel = false,
  className,
  children,
  ...props
}: TableHeadProps) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        'h-9 border-b bg-sunken text-xs font-medium whitespace-nowrap text-muted-foreground',
        align === 'right' && 'text-right',
        gutters,
        className,
      )}
    >
      {hideLabel ? <span className="sr-only">{children}</span> : children}
    </th>
  )
}

export interface TableRowProps extends ComponentProps<'tr'> {
  /** The row leads where the link in its first cell leads: all of it can be pressed. */
  href?: string | undefined
}

export function TableRow({ href, className, ...props }: TableRowProps) {
  return (
    <tr
      {...props}
      data-href={href}
      className={cn('group/row data-[selected=true]:bg-accent-soft', className)}
    />
  )
}

export interface TableCellProps extends Omit<ComponentProps<'td'>, 'align'> {
  align?: Align | undefined
}

export function TableCell({ align = 'left', className, ...props }: TableCellProps) {
  return (
    <td
      {...props}
      className={cn(
        'h-11 border-b py-1.5 tabular-nums group-last/row:border-b-0',
        align === 'right' && 'text-right',
        gutters,
        className,
      )}
    />
  )
}

export interface TwoLinesProps {
  first: ReactNode
  /** Muted. Left out, the first line stands alone. */
  second?: ReactNode
  /** Avatar or mark on the left. */
  leading?: ReactNode
  /** Takes the room that the column has, for texts that are read. */
  wide?: boolean
}

/** The usual cell: what it is, and below what tells it from its neighbours. A link on the first line is the row's. */
export function TwoLines({ first, second, leading, wide = false }: TwoLinesProps) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      {leading}
      <div className={cn('min-w-32', wide ? 'max-w-2xl min-w-64' : 'max-w-96')}>
        <div data-line="first" className={wide ? 'break-words' : 'truncate'}>
          {first}
        </div>
        {second ? (
          <div className={cn('text-xs text-muted-foreground', wide ? 'break-words' : 'truncate')}>
            {second}
          </div>
        ) : null}
      </div>
    </div>
  )
}

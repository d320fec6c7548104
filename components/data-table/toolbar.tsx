import type { ReactNode } from 'react'
import { TableFilter, type FilterOption } from '#components/data-table/filter.tsx'
import { TableSearch } from '#components/data-table/search.tsx'

export interface ToolbarFilter {
  /** The parameter of the URL. */
  key: string
  label: string
  options: readonly FilterOption[]
  /** Several at once, kept as `a,b` in the URL. */
  multiple?: boolean
}

export interface TableToolbarProps {
  /** Draws the search over `?q=`. */
  searchLabel?: string
  filters?: readonly ToolbarFilter[]
  /** Acts on the whole list, at the right end: an export. */
  actions?: ReactNode
  /** Further controls beside the filters. */
  children?: ReactNode
}

/** Above a table: search and filters, kept in the URL so that the server reads them and a link carries them. */
export function TableToolbar({ searchLabel, filters = [], actions, children }: TableToolbarProps) {
  return (
    <div className="mb-[calc(0.75rem-var(--stack,0.75rem))] flex flex-wrap items-center gap-2">
      {searchLabel ? <TableSearch placeholder={searchLabel} /> : null}
      {filters.map(({ key, ...filter }) => (
        <TableFilter key={key} param={key} {...filter} />
      ))}
      {children}
      {actions ? <div className="ml-auto flex shrink-0 flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  )
}

'use client'

import { rowSelectionFeature, tableFeatures, useTable, type ColumnDef } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { Pager } from '#components/data-table/pager.tsx'
import { RowCheckbox, SelectionBar } from '#components/data-table/selection.tsx'
import { SortHeader } from '#components/data-table/sort-header.tsx'
import type { Sort } from '#components/data-table/sort.ts'
import { useTablePending } from '#components/data-table/table-pending.tsx'
import {
  RowLink,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  type Align,
} from '#components/data-table/table.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#lib/platform/cn.ts'

/*
 * Columns are functions, so a list lives in a client component that takes plain rows from its page:
 *
 *   'use client'
 *   const columns: DataColumn<AccountRow>[] = [
 *     { id: 'name', header: 'Account', sortable: true, cell: (row) => <TwoLines first={row.name} second={row.email} /> },
 *     { id: 'grants', header: 'Grants', sortable: true, align: 'right', first: 'desc', cell: (row) => row.grants },
 *   ]
 *   export function AccountsTable({ page, sort }: { page: Page<AccountRow>; sort: Sort }) {
 *     return (
 *       <TableFrame>
 *         <TableToolbar searchLabel="Search accounts" />
 *         <DataTable label="Accounts" columns={columns} page={page} sort={sort} getRowId={(row) => row.id}
 *           rowHref={(row) => `/accounts/${row.id}`} empty={<NoRows thing="accounts" filtered />} thing="account" />
 *       </TableFrame>
 *     )
 *   }
 */

export interface DataColumn<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** The server can sort by `id`. */
  sortable?: boolean
  /** The way of the first sort: descending for dates and counts. */
  first?: Sort['direction']
  align?: Align
  /** Left out on narrower screens; what it says must then be found elsewhere in the row. */
  hideBelow?: 'sm' | 'md' | 'lg' | 'xl'
  /** Draws no name over the column but says it. */
  hideHeader?: boolean
  className?: string
}

export interface DataPage<Row> {
  rows: Row[]
  total: number
  after: string | null
  before: string | null
}

export interface DataTableProps<Row extends object> {
  label: string
  columns: DataColumn<Row>[]
  /** One keyset page, or plain rows of a list that has only one. */
  page: DataPage<Row> | Row[]
  getRowId: (row: Row) => string
  /** The first cell becomes its link, the whole row its target; `?account=…` opens a drawer in place. */
  rowHref?: (row: Row) => string
  sort?: Sort
  onSort?: (sort: Sort) => void
  /** In place of the table when there are no rows: `NoRows`. */
  empty: ReactNode
  /** What the pager counts, in the singular. */
  thing?: string
  pageSize?: number
  /** Lets rows be chosen, for acts on several at once. */
  selection?: {
    rowLabel: (row: Row) => string
    canSelect?: (row: Row) => boolean
    actions: (ids: string[], clear: () => void) => ReactNode
  }
  /** Scrolls inside itself under a head that stays. */
  sticky?: boolean
  className?: string
}

const features = tableFeatures({ rowSelectionFeature })
const hidden = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden', xl: 'max-xl:hidden' }
const visibility = <Row,>({ hideBelow, className }: DataColumn<Row>) =>
  cn(hideBelow && hidden[hideBelow], className)

/** A list whose paging, order and filters are the server's: the URL says what it shows. */
export function DataTable<Row extends object>({
  columns,
  page,
  selection,
  sticky = true,
  ...props
}: DataTableProps<Row>) {
  const { pending } = useTablePending()
  const rows = Array.isArray(page) ? page : page.rows
  const definitions = columns.map((column): ColumnDef<typeof features, Row> => ({
    id: column.id,
    header: column.header,
    cell: ({ row }) => column.cell(row.original),
  }))
  const canSelect = selection?.canSelect
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: props.getRowId,
    enableRowSelection: canSelect ? (row) => canSelect(row.original) : Boolean(selection),
  })
  const selectedIds = Object.keys(table.state.rowSelection).filter((id) =>
    rows.some((row) => props.getRowId(row) === id),
  )
  const byId = new Map(columns.map((column) => [column.id, column]))

  if (rows.length === 0) return props.empty
  return (
    <>
      <Table label={props.label} sticky={sticky} busy={pending} className={props.className}>
        <TableHeader>
          <TableRow>
            {selection ? (
              <TableHead className="w-9 pr-0">
                <Checkbox
                  aria-label="Select all rows"
                  className="block"
                  checked={table.getIsAllRowsSelected() || (selectedIds.length > 0 && 'indeterminate')}
                  onCheckedChange={(checked) => table.toggleAllRowsSelected(checked === true)}
                />
              </TableHead>
            ) : null}
            {columns.map((column) => (
              <ColumnHeader key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {table.getRowModel().rows.map((row) => (
            <TableRow
              key={row.id}
              href={props.rowHref?.(row.original)}
              data-selected={table.state.rowSelection[row.id] ?? false}
            >
              {selection ? (
                <RowCheckbox
                  label={selection.rowLabel(row.original)}
                  checked={table.state.rowSelection[row.id] ?? false}
                  disabled={!row.getCanSelect()}
                  onCheckedChange={(checked) => row.toggleSelected(checked)}
                />
              ) : null}
              {row.getAllCells().map((cell, index) => {
                const column = byId.get(cell.column.id)
                const content = <table.FlexRender cell={cell} />
                return (
                  <TableCell key={cell.id} align={column?.align} className={column && visibility(column)}>
                    {index === 0 && props.rowHref ? (
                      <RowLink href={props.rowHref(row.original)}>{content}</RowLink>
                    ) : (
                      content
                    )}
                  </TableCell>
                )
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {selection && selectedIds.length > 0 ? (
        <SelectionBar count={selectedIds.length} onClear={() => table.resetRowSelection(true)}>
          {selection.actions(selectedIds, () => table.resetRowSelection(true))}
        </SelectionBar>
      ) : null}
      {Array.isArray(page) ? null : (
        <Pager page={page} thing={props.thing ?? 'row'} pageSize={props.pageSize} />
      )}
    </>
  )
}

interface ColumnHeaderProps<Row> {
  column: DataColumn<Row>
  sort: Sort | undefined
  onSort: ((sort: Sort) => void) | undefined
}

function ColumnHeader<Row>({ column, sort, onSort }: ColumnHeaderProps<Row>) {
  const className = visibility(column)
  if (column.sortable) {
    return (
      <SortHeader
        column={column.id}
        sort={sort}
        onSort={onSort}
        align={column.align}
        first={column.first}
        className={className}
      >
        {column.header}
      </SortHeader>
    )
  }
  return (
    <TableHead align={column.align} className={className} hideLabel={column.hideHeader}>
      {column.header}
    </TableHead>
  )
}

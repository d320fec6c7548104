'use client'

import { createContext, use, useTransition, type ReactNode, type TransitionStartFunction } from 'react'

interface TablePending {
  pending: boolean
  startTransition: TransitionStartFunction
}

const TablePendingContext = createContext<TablePending | null>(null)

/** Ties search, filters and table of one list together: while the server answers, the table dims. */
export function TableFrame({ children }: { children: ReactNode }) {
  const [pending, startTransition] = useTransition()
  return (
    <TablePendingContext value={{ pending, startTransition }}>
      <div className="grid min-w-0 content-start">{children}</div>
    </TablePendingContext>
  )
}

export function useTablePending(): TablePending {
  const [pending, startTransition] = useTransition()
  return use(TablePendingContext) ?? { pending, startTransition }
}

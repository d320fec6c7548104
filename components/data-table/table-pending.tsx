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
      <div className="flex min-w-0 flex-col gap-3 [--stack:0.75rem]">{children}</div>
    </TablePendingContext>
  )
}

export function useTablePending(): TablePending {
  const [pending, startTransition] = useTransition()
  return use(TablePendingContext) ?? { pending, startTransition }
}

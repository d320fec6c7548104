'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { TableCell } from '#components/data-table/table.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { formatCount } from '#lib/platform/format.ts'

export interface RowCheckboxProps {
  label: string
  checked: boolean
  disabled: boolean
  onCheckedChange: (checked: boolean) => void
}

export function RowCheckbox({ label, onCheckedChange, ...props }: RowCheckboxProps) {
  return (
    <TableCell className="w-9 pr-0">
      <Checkbox
        {...props}
        aria-label={`Select ${label}`}
        className="block"
        onCheckedChange={(checked) => onCheckedChange(checked === true)}
      />
    </TableCell>
  )
}

/** What can be done with the chosen rows. */
export function SelectionBar({
  count,
  onClear,
  children,
}: {
  count: number
  onClear: () => void
  children: ReactNode
}) {
  return (
    <div
      role="toolbar"
      aria-label="Selected rows"
      className="sticky bottom-4 z-10 mx-auto my-3 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg bg-surface py-1.5 pr-1.5 pl-3 text-sm shadow-overlay"
    >
      <span aria-live="polite" className="tabular-nums">
        {formatCount(count)} selected
      </span>
      {children}
      <Button variant="ghost" size="icon-sm" aria-label="Clear selection" onClick={onClear}>
        <X aria-hidden />
      </Button>
    </div>
  )
}

'use client'

import { CircleAlert, CircleCheck, CircleMinus } from 'lucide-react'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { Button } from '#components/ui/button.tsx'
import { Absent } from '#components/ui/definition-list.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { ImportPreview, ImportRow } from '#lib/apps/types.ts'
import { formatCount, plural } from '#lib/platform/format.ts'

interface ImportPreviewProps {
  preview: ImportPreview
  problem: string | null
  pending: boolean
  onBack: () => void
  onConfirm: () => void
}

/** What becomes of each line, before anything is stored. */
export function ImportPreviewView({ preview, problem, pending, onBack, onConfirm }: ImportPreviewProps) {
  const { counts, rows, invited } = preview
  const all = counts.new + counts.known + counts.broken
  return (
    <>
      <FormError message={problem} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p role="status" className="text-sm">
          <b className="font-medium">{plural(counts.new, 'new app')}</b>
          <span className="text-muted-foreground">
            {' '}
            · {formatCount(counts.known)} known already · {plural(counts.broken, 'line')} with a problem
            {invited > 0 ? ` · ${plural(invited, 'person', 'people')} will be invited` : ''}
          </span>
        </p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={onBack}>Change the list</Button>
          <Button variant="primary" pending={pending} disabled={counts.new === 0} onClick={onConfirm}>
            {counts.new === 0 ? 'Nothing to add' : `Add ${plural(counts.new, 'app')}`}
          </Button>
        </div>
      </div>
      <Table label="Lines of the list">
        <TableHeader>
          <TableRow>
            <TableHead align="right" className="w-0">
              Line
            </TableHead>
            <TableHead>App</TableHead>
            <TableHead>What becomes of it</TableHead>
            <TableHead>Owners</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.line}>
              <TableCell align="right" className="text-muted-foreground">
                {formatCount(row.line)}
              </TableCell>
              <TableCell>
                <TwoLines
                  first={
                    row.name ? <span className="font-medium">{row.name}</span> : <Absent label="No name" />
                  }
                  second={row.description}
                />
              </TableCell>
              <TableCell>
                <Verdict row={row} />
              </TableCell>
              <TableCell>
                <span className="block max-w-72 truncate" title={row.owners.join(', ')}>
                  {row.owners.length > 0 ? row.owners.join(', ') : <Absent />}
                </span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {rows.length < all ? (
        <p className="text-xs text-muted-foreground">
          The first {formatCount(rows.length)} of {formatCount(all)} lines, those with a problem before the
          others.
        </p>
      ) : null}
    </>
  )
}

function Verdict({ row }: { row: ImportRow }) {
  switch (row.verdict) {
    case 'new':
      return (
        <StatusBadge tone="success" appearance="plain" icon={<CircleCheck aria-hidden />}>
          Will be added
        </StatusBadge>
      )
    case 'known':
      return (
        <StatusBadge tone="neutral" appearance="plain" icon={<CircleMinus aria-hidden />}>
          Known already, left as it is
        </StatusBadge>
      )
    case 'broken':
      return (
        <span className="flex max-w-md gap-1">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0 text-danger" aria-hidden />
          <span>Left out. {row.reason}</span>
        </span>
      )
  }
}

'use client'

import { useState } from 'react'
import { AppMark } from '#components/apps/app-mark.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import { sourceLabels, type AppRow } from '#lib/apps/types.ts'
import { formatCount, plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { ManageDialog } from './manage-dialog.tsx'
import { OwnerNames } from './owner-names.tsx'

type Row = Wire<AppRow>

/** Apps that are only known; those that are chosen, on other pages too, are managed together. */
export function UnmanagedTable({ rows }: { rows: readonly Row[] }) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Row>>(new Map())
  const choosable = rows.filter(({ mayManage }) => mayManage)
  const onPage = choosable.filter(({ id }) => chosen.has(id)).length
  const set = (some: readonly Row[], isChosen: boolean) => {
    const next = new Map(chosen)
    for (const row of some) {
      if (isChosen) next.set(row.id, row)
      else next.delete(row.id)
    }
    setChosen(next)
  }
  return (
    <>
      {choosable.length > 0 ? (
        <ChosenBar apps={[...chosen.values()]} onClear={() => setChosen(new Map())} />
      ) : null}
      <Table label="Unmanaged apps">
        <TableHeader>
          <TableRow>
            {choosable.length > 0 ? (
              <TableHead className="w-0">
                <Checkbox
                  aria-label="Choose all on this page"
                  checked={toMark(onPage, choosable.length)}
                  onCheckedChange={(on) => set(choosable, on === true)}
                />
              </TableHead>
            ) : null}
            <TableHead>App</TableHead>
            <TableHead>Source</TableHead>
            <TableHead>Owners</TableHead>
            <TableHead>Added</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((app) => (
            <TableRow key={app.id} href={`/apps/${app.id}`} data-selected={chosen.has(app.id)}>
              {choosable.length > 0 ? (
                <TableCell>
                  <Checkbox
                    aria-label={`Choose ${app.displayName}`}
                    checked={chosen.has(app.id)}
                    disabled={!app.mayManage}
                    onCheckedChange={(on) => set([app], on === true)}
                  />
                </TableCell>
              ) : null}
              <AppCells app={app} />
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  )
}

function toMark(chosen: number, all: number): boolean | 'indeterminate' {
  if (chosen === 0) return false
  return chosen === all ? true : 'indeterminate'
}

function AppCells({ app }: { app: Row }) {
  return (
    <>
      <TableCell>
        <TwoLines
          leading={<AppMark name={app.displayName} icon={app.icon} />}
          first={
            <Link href={`/apps/${app.id}`} data-row-link className="font-medium">
              {app.displayName}
            </Link>
          }
          second={app.description}
        />
      </TableCell>
      <TableCell className="whitespace-nowrap">{sourceLabels[app.source]}</TableCell>
      <TableCell>
        <OwnerNames owners={app.owners} />
      </TableCell>
      <TableCell>
        <Time at={app.createdAt} />
      </TableCell>
    </>
  )
}

/** Stays where it is without a choice, so that the table does not jump. */
function ChosenBar({ apps, onClear }: { apps: readonly Row[]; onClear: () => void }) {
  const count = apps.length
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-2 text-sm">
      <p role="status" className="mr-1 text-muted-foreground">
        {count === 0 ? 'Choose apps to have them looked after.' : `${plural(count, 'app')} chosen`}
      </p>
      {count > 0 ? (
        <>
          <ManageDialog
            apps={apps.map(({ id, displayName, owners }) => ({
              id,
              displayName,
              isOwned: owners.length > 0,
            }))}
            onDone={onClear}
            trigger={
              <Button variant="primary">Manage {count === 1 ? '1 app' : `${formatCount(count)} apps`}</Button>
            }
          />
          <Button variant="ghost" onClick={onClear}>
            Clear
          </Button>
        </>
      ) : null}
    </div>
  )
}

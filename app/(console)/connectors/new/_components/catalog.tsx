'use client'

import { ArrowRight, Check, Minus, Search, Server } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/data-table/table.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Card } from '#components/ui/section.tsx'
import { findCatalogEntries, type CatalogEntry } from '#lib/connectors/catalog.ts'
import { startDraft } from '#lib/setup/actions.ts'

/** All connectors that there are, found by typing, each with what it can do. */
export function Catalog({ appId }: { appId: string | null }) {
  const [text, setText] = useState('')
  const search = useRef<HTMLInputElement>(null)
  const entries = findCatalogEntries(text)
  const showAll = () => {
    setText('')
    search.current?.focus()
  }
  return (
    <section aria-label="Catalog" className="grid gap-4">
      <div className="relative max-w-sm">
        <Search
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-subtle-foreground"
          aria-hidden
        />
        <Input
          ref={search}
          type="search"
          aria-label="Search connectors"
          placeholder="Search connectors"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="pl-8"
        />
      </div>
      <p role="status" className="sr-only">
        {entries.length === 1 ? '1 connector' : `${entries.length} connectors`}
      </p>
      {entries.map((entry) => (
        <Entry key={entry.kind} entry={entry} appId={appId} />
      ))}
      {entries.length === 0 ? (
        <div className="grid justify-items-start gap-2 py-6 text-sm text-muted-foreground">
          No connector is called “{text}”.
          <Button size="sm" onClick={showAll}>
            Show all connectors
          </Button>
        </div>
      ) : null}
    </section>
  )
}

function Entry({ entry, appId }: { entry: CatalogEntry; appId: string | null }) {
  const router = useRouter()
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {entry.name}
          {entry.selfHosted ? (
            <Badge>
              <Server aria-hidden /> Self-hosted
            </Badge>
          ) : null}
        </span>
      }
      description={entry.description}
      actions={
        <ActionButton
          variant={entry.selfHosted ? 'secondary' : 'primary'}
          action={() => startDraft({ kind: entry.kind, ...(appId === null ? {} : { appId }) })}
          onDone={({ draftId }) => router.push(`/connectors/new/${draftId}`)}
        >
          Set up {entry.name}
          <ArrowRight aria-hidden />
        </ActionButton>
      }
    >
      <Table label={`What ${entry.name} can do`}>
        <TableHeader>
          <TableRow>
            <TableHead>Resource</TableHead>
            <TableHead>Sync</TableHead>
            <TableHead>Provision</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {entry.capabilities.map(({ resource, sync, provision, note }) => (
            <TableRow key={resource}>
              <TableCell className="font-medium">{resource}</TableCell>
              <TableCell>
                <Can can={sync} />
              </TableCell>
              <TableCell className="whitespace-normal">
                <span className="flex items-start gap-2">
                  <Can can={provision !== null} />
                  <span className="min-w-0">
                    {provision}
                    {note ? <span className="block text-xs text-muted-foreground">{note}</span> : null}
                  </span>
                </span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

function Can({ can }: { can: boolean }) {
  const Icon = can ? Check : Minus
  return (
    <span className={can ? 'text-success' : 'text-subtle-foreground'}>
      <Icon className="mt-0.5 size-4" aria-hidden />
      <span className="sr-only">{can ? 'Yes' : 'No'}</span>
    </span>
  )
}

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
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { formatCount } from '#lib/platform/format.ts'
import type { ChangeCount, RunChange, RunChanges } from '#lib/sync/types.ts'

/** Changes that the page of a run shows itself. */
const shownChanges = 20

const verbs: Record<RunChange['change'], string> = {
  added: 'is new',
  changed: 'changed',
  removed: 'is gone',
  returned: 'is back',
  gained: 'got',
  lost: 'lost',
}

/** What a run changed: the counts in a line, the first of them by name, and the way to all of them. */
export function RunChangeList({
  appId,
  changes,
  href,
}: {
  appId: string
  changes: RunChanges
  href: string
}) {
  const { counts, rows, total } = changes
  return (
    <Section
      title="What changed"
      description={toSummary(counts)}
      actions={
        total > shownChanges ? (
          <Button size="sm" asChild>
            <Link href={href}>All {formatCount(total)} changes</Link>
          </Button>
        ) : null
      }
    >
      {rows.length > 0 ? (
        <ul className="grid gap-1 text-sm" aria-label="Changes">
          {rows.slice(0, shownChanges).map((item) => (
            <li key={toKey(item)}>
              <Named appId={appId} item={item} /> {verbs[item.change]}
              {item.detail ? <Detail item={item} /> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  )
}

/** A page of changes: who or what, and what became of it. */
export function RunChangeTable({ appId, rows }: { appId: string; rows: RunChange[] }) {
  return (
    <Table label="Changes">
      <TableHeader>
        <TableRow>
          <TableHead>Who or what</TableHead>
          <TableHead>Change</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((item) => (
          <TableRow
            key={toKey(item)}
            {...(item.path === null ? {} : { href: `/apps/${appId}/${item.path}` })}
          >
            <TableCell>
              <TwoLines
                wide={!isGrant(item)}
                first={<Named appId={appId} item={item} />}
                second={toSecondLine(item)}
              />
            </TableCell>
            <TableCell className="min-w-24 wrap-anywhere">
              {verbs[item.change]}
              {isGrant(item) || item.change === 'changed' ? <Detail item={item} /> : null}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

const toKey = ({ object, id, change }: RunChange): string => `${object} ${id} ${change}`

const sorts: Record<string, string> = {
  accounts: 'Account',
  groups: 'Group',
  workspaces: 'Workspace',
  entitlements: 'Entitlement',
}

/** The sort of thing that the change is about, by the page that it has. */
function toSort({ object, path }: RunChange): string {
  const [folder = ''] = path?.split('/') ?? []
  return sorts[folder] ?? (object === 'resource' ? 'Organization' : 'Entitlement')
}

/** What tells it from others of its name. */
const toSecondLine = (item: RunChange): string =>
  isGrant(item) || item.change === 'changed' || item.detail === null
    ? toSort(item)
    : `${toSort(item)} · ${item.detail}`

/** `Accounts +240, −2 · Groups +48`. */
export const toSummary = (counts: ChangeCount[]): string =>
  counts.length === 0 ? 'Nothing.' : counts.map(toPhrase).join(' · ')

function Named({ appId, item }: { appId: string; item: RunChange }) {
  if (item.path === null) return <span className="font-medium">{item.name}</span>
  return (
    <Link href={`/apps/${appId}/${item.path}`} className="font-medium hover:underline">
      {item.name}
    </Link>
  )
}

const fields: Record<string, string> = {
  displayName: 'name',
  email: 'e-mail',
  vendorStatus: 'Atlassian’s status',
  accountType: 'type',
  addedAt: 'day it was added',
  lockedReason: 'who may change it',
  productName: 'product',
  takesSeat: 'whether it takes a seat',
}

/** The columns that changed, in words; anything else as it is. */
function toWords({ change, detail }: RunChange): string | null {
  if (change !== 'changed' || detail === null) return detail
  return detail
    .split(', ')
    .map((field) => fields[field] ?? field)
    .join(', ')
}

const isGrant = ({ change }: RunChange) => change === 'gained' || change === 'lost'

function Detail({ item }: { item: RunChange }) {
  if (isGrant(item)) return <> {item.detail}</>
  return <span className="text-muted-foreground"> · {toWords(item)}</span>
}

function toPhrase({ kind, added, changed, removed }: ChangeCount): string {
  const parts = [
    added > 0 ? `+${formatCount(added)}` : '',
    removed > 0 ? `−${formatCount(removed)}` : '',
    changed > 0 ? `${formatCount(changed)} changed` : '',
  ]
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${parts.filter(Boolean).join(', ')}`
}

import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { formatCount, plural } from '#lib/platform/format.ts'
import type { RunChange, RunChanges } from '#lib/sync/types.ts'

const verbs: Record<RunChange['change'], string> = {
  added: 'is new',
  changed: 'changed',
  removed: 'is gone',
  returned: 'is back',
  gained: 'got',
  lost: 'lost',
}

/** What a run changed: the counts in a line, then by name. */
export function RunChangeList({ appId, changes }: { appId: string; changes: RunChanges }) {
  const { counts, items, total } = changes
  return (
    <Section title="What changed" description={total === 0 ? 'Nothing.' : counts.map(toPhrase).join(' · ')}>
      {items.length > 0 ? (
        <ul className="grid gap-1 text-sm" aria-label="Changes">
          {items.map((item) => (
            <li key={`${item.object} ${item.id} ${item.change}`}>
              <Named appId={appId} item={item} /> {verbs[item.change]}
              {item.detail ? <Detail item={item} /> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {total > items.length && items.length > 0 ? (
        <p className="text-sm text-muted-foreground">and {plural(total - items.length, 'more change')}.</p>
      ) : null}
    </Section>
  )
}

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

function toPhrase({ kind, added, changed, removed }: RunChanges['counts'][number]): string {
  const parts = [
    added > 0 ? `+${formatCount(added)}` : '',
    removed > 0 ? `−${formatCount(removed)}` : '',
    changed > 0 ? `${formatCount(changed)} changed` : '',
  ]
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${parts.filter(Boolean).join(', ')}`
}

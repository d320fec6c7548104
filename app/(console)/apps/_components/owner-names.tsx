import { Absent } from '#components/ui/definition-list.tsx'

const named = 2

/** Who owns an app, in a cell: the first by name, the others as a number that is never cut off. */
export function OwnerNames({ owners }: { owners: readonly { name: string }[] }) {
  if (owners.length === 0) return <Absent label="Nobody owns it" />
  const names = owners.map(({ name }) => name)
  const rest = names.length - named
  return (
    <span className="flex max-w-64 gap-1 whitespace-nowrap" title={names.join(', ')}>
      <span className="truncate">{names.slice(0, named).join(', ')}</span>
      {rest > 0 ? <span className="shrink-0 text-muted-foreground">and {rest} more</span> : null}
    </span>
  )
}

import { Skeleton } from '#components/ui/skeleton.tsx'

const rows = [48, 36, 56, 40, 52, 32, 44, 60]

/** Rows of a table on their way: for a `Suspense` around the table alone. */
export function TableSkeleton({ label = 'Loading' }: { label?: string }) {
  return (
    <div role="status" aria-busy="true" className="bleed border-t">
      <span className="sr-only">{label}</span>
      <div className="h-9 border-b bg-sunken" />
      {rows.map((width) => (
        <div key={width} className="flex h-13 items-center gap-6 border-b px-(--gutter)">
          <div className="grid grow gap-1.5">
            <div style={{ width: `${width}%` }} className="max-w-80">
              <Skeleton className="h-3.5" />
            </div>
            <Skeleton className="h-3 w-28" />
          </div>
          <Skeleton className="hidden h-3.5 w-24 sm:block" />
          <Skeleton className="hidden h-3.5 w-16 md:block" />
        </div>
      ))}
    </div>
  )
}

/** A whole page on its way: for `loading.tsx`. */
export function PageSkeleton({ table = true }: { table?: boolean }) {
  return (
    <div className="grid gap-6">
      <div className="grid gap-2">
        <Skeleton className="h-3.5 w-32" />
        <Skeleton className="h-7 w-64 max-w-full" />
      </div>
      {table ? (
        <TableSkeleton label="Loading the page" />
      ) : (
        <div role="status" aria-busy="true" className="grid max-w-2xl gap-3">
          <span className="sr-only">Loading the page</span>
          {rows.map((width) => (
            <div key={width} style={{ width: `${width + 30}%` }} className="max-w-full">
              <Skeleton />
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

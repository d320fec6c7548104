'use client'

import { useEffect, useRef } from 'react'
import { LogLines } from '#components/connectors/log-lines.tsx'
import { Link } from '#components/ui/link.tsx'
import { plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { RunDetail } from '#lib/sync/types.ts'

/**
 * The end of the log of a run; stays at its end while it grows.
 * @param href the page with the whole log.
 */
export function RunLog({
  run,
  href,
}: {
  run: Wire<Pick<RunDetail, 'finishedAt' | 'log' | 'logTotal'>>
  href: string
}) {
  const box = useRef<HTMLDivElement>(null)
  const last = run.log.at(-1)?.id
  useEffect(() => {
    const element = box.current
    if (element && last) element.scrollTop = element.scrollHeight
  }, [last])
  const earlier = run.logTotal - run.log.length
  if (run.logTotal === 0) {
    return (
      <p className="text-sm text-muted-foreground">
        {run.finishedAt ? 'The lines of this sync are no longer kept.' : 'No lines yet.'}
      </p>
    )
  }
  return (
    <div
      ref={box}
      role="log"
      aria-label="Log of the run"
      tabIndex={0}
      className="max-h-72 overflow-y-auto rounded-md border bg-sunken px-3 py-2"
    >
      {earlier > 0 ? (
        <Link
          href={href}
          className="mb-1 inline-flex min-h-6 items-center text-xs underline underline-offset-3"
        >
          {plural(earlier, 'earlier line')}
        </Link>
      ) : null}
      <LogLines lines={run.log} />
    </div>
  )
}

'use client'

import { useEffect, useRef } from 'react'
import { Time } from '#components/ui/time.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import type { LogLine } from '#lib/sync/types.ts'

const lineStyles = { info: '', warning: 'text-warning', error: 'text-danger font-medium' }

/** The log of a run; stays at its end while it grows. */
export function RunLog({ lines }: { lines: Wire<LogLine>[] }) {
  const box = useRef<HTMLDivElement>(null)
  const last = lines.at(-1)?.id
  useEffect(() => {
    const element = box.current
    if (element && last) element.scrollTop = element.scrollHeight
  }, [last])
  return (
    <div
      ref={box}
      role="log"
      aria-label="Log of the run"
      tabIndex={0}
      className="max-h-72 overflow-y-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs leading-5"
    >
      {lines.map((line) => (
        <div key={line.id} className="flex gap-3">
          <Time at={line.at} format="clock" className="shrink-0 text-subtle-foreground" />
          <span className={lineStyles[line.level]}>{line.message}</span>
        </div>
      ))}
    </div>
  )
}

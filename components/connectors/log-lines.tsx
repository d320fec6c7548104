import { Time } from '#components/ui/time.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import type { LogLine } from '#lib/sync/types.ts'

const words = { info: '', warning: 'Warning: ', error: 'Error: ' }
const lineStyles = { info: '', warning: 'text-warning', error: 'text-danger font-medium' }

/** Lines of a log with the time of day at which they were written. */
export function LogLines({ lines }: { lines: Wire<LogLine>[] }) {
  return (
    <div className="font-mono text-xs leading-5">
      {lines.map((line) => (
        <div key={line.id} className="flex gap-3">
          <Time at={line.at} format="clock" className="shrink-0 text-subtle-foreground" />
          <span className={`min-w-0 break-words ${lineStyles[line.level]}`}>
            {words[line.level]}
            {line.message}
          </span>
        </div>
      ))}
    </div>
  )
}

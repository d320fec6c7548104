import { CircleAlert, CircleCheck, CircleDashed, CircleX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Collapsible } from '#components/ui/collapsible.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { VendorAnswer } from '#components/vendor/vendor-answer.tsx'
import { cn } from '#lib/platform/cn.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { ConnectionCheck, ConnectionReport } from '#lib/connectors/types.ts'

export interface CheckListProps {
  report: Wire<ConnectionReport>
  /** The text behind “Copy diagnostics”; no secret in it. */
  diagnostics: string
}

/** What a connection test has found: each check with its state, time, cause and fix. */
export function CheckList({ report, diagnostics }: CheckListProps) {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-sm font-medium">
          {toSummary(report)}
        </p>
        <CopyButton value={diagnostics} label="Copy diagnostics" showLabel />
      </div>
      <ol aria-label="Checks" className="grid divide-y rounded-lg border bg-surface">
        {report.checks.map((check) => (
          <Check key={check.key} check={check} />
        ))}
      </ol>
    </div>
  )
}

const marks = {
  passed: { icon: CircleCheck, style: 'text-success', word: 'Passed' },
  warning: { icon: TriangleAlert, style: 'text-warning', word: 'Warning' },
  failed: { icon: CircleX, style: 'text-danger', word: 'Failed' },
  skipped: { icon: CircleDashed, style: 'text-subtle-foreground', word: 'Not tried' },
}

function Check({ check }: { check: Wire<ConnectionCheck> }) {
  const isOptional = check.state === 'failed' && !check.required
  const {
    icon: Icon,
    style,
    word,
  } = isOptional ? { icon: CircleAlert, style: 'text-warning', word: 'Failed' } : marks[check.state]
  return (
    <li className="flex gap-3 px-4 py-2.5">
      <Icon className={cn('mt-0.5 size-4 shrink-0', style)} aria-hidden />
      <div className="min-w-0 grow text-sm">
        <div className="flex items-baseline justify-between gap-x-4">
          <span className="min-w-0 font-medium">
            {check.name}
            <span className={cn('ml-2 font-normal', style)}>{word}</span>
            {check.required ? null : <Badge className="ml-2">Optional</Badge>}
          </span>
          {check.state === 'skipped' ? null : (
            <span className="shrink-0 text-xs text-muted-foreground tabular-nums">{check.durationMs} ms</span>
          )}
        </div>
        <p className="text-muted-foreground">{check.message}</p>
        {check.consequence ? <Line label="What will not work">{check.consequence}</Line> : null}
        {check.fix ? <Line label="What to do">{check.fix}</Line> : null}
        {check.vendor && check.state !== 'passed' ? (
          <Collapsible summary="Atlassian’s answer" className="mt-1">
            <VendorAnswer answer={check.vendor} />
          </Collapsible>
        ) : null}
      </div>
    </li>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="mt-0.5">
      <span className="text-muted-foreground">{label}:</span> {children}
    </p>
  )
}

/** While the test runs. */
export function PendingChecks() {
  return (
    <p role="status" className="flex items-center gap-2 text-sm text-muted-foreground">
      <Spinner /> Asking Atlassian; this takes a few seconds, half a minute at most.
    </p>
  )
}

function toSummary({ ok, checks }: Wire<ConnectionReport>): string {
  const failed = checks.filter(({ state }) => state === 'failed')
  if (!ok) {
    const required = failed.filter((check) => check.required).length
    return required === 1 ? 'A required check failed.' : `${required} required checks failed.`
  }
  const notes = failed.length + checks.filter(({ state }) => state === 'warning').length
  if (notes === 0) return 'Every check passed.'
  return notes === 1
    ? 'All required checks passed; one thing to know.'
    : `All required checks passed; ${notes} things to know.`
}

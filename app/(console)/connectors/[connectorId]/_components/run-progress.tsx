'use client'

import { useEffect, useRef } from 'react'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/data-table/table.tsx'
import { Section } from '#components/ui/section.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Tone } from '#components/ui/tone.ts'
import { formatCount, formatDuration, plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { LogLine, PhaseProgress, RunDetail } from '#lib/sync/types.ts'

const phaseStates: Record<PhaseProgress['status'], { tone: Tone; label: string }> = {
  pending: { tone: 'neutral', label: 'Waiting' },
  running: { tone: 'progress', label: 'Reading' },
  succeeded: { tone: 'success', label: 'Done' },
  failed: { tone: 'danger', label: 'Failed' },
  skipped: { tone: 'neutral', label: 'Not read' },
}

/** The newest run: counts per phase and its log, live while it goes on. */
export function RunProgress({ run }: { run: Wire<RunDetail> }) {
  const finished = run.finishedAt !== null
  return (
    <Section
      title={finished ? 'Latest run' : 'Current run'}
      description={
        <>
          {run.trigger === 'set-up' ? 'First sync' : 'Ordered'}
          {run.requestedBy ? ` by ${run.requestedBy}` : ''} <Time at={run.createdAt} /> ·{' '}
          {plural(run.vendorCalls, 'call')} to Atlassian
        </>
      }
    >
      <div className="grid gap-4">
        <PhaseTable phases={run.phases} />
        <RunLog lines={run.log} />
      </div>
    </Section>
  )
}

function PhaseTable({ phases }: { phases: Wire<PhaseProgress>[] }) {
  return (
    <Table label="Phases of the run">
      <TableHeader>
        <TableRow>
          <TableHead>Phase</TableHead>
          <TableHead>State</TableHead>
          <TableHead align="right">Read</TableHead>
          <TableHead align="right">Added</TableHead>
          <TableHead align="right">Changed</TableHead>
          <TableHead align="right">Removed</TableHead>
          <TableHead align="right">Time</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {phases.map((phase) => (
          <TableRow key={phase.phase}>
            <TableCell className="font-medium">{phase.label}</TableCell>
            <TableCell>
              <StatusBadge tone={phaseStates[phase.status].tone} appearance="plain">
                {phaseStates[phase.status].label}
              </StatusBadge>
            </TableCell>
            <TableCell align="right">{formatCount(phase.read)}</TableCell>
            <TableCell align="right">{formatCount(phase.added)}</TableCell>
            <TableCell align="right">{formatCount(phase.changed)}</TableCell>
            <TableCell align="right">{formatCount(phase.removed)}</TableCell>
            <TableCell align="right">{took(phase)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function took({ startedAt, finishedAt }: Wire<PhaseProgress>): string {
  if (!startedAt || !finishedAt) return ''
  return formatDuration(new Date(finishedAt).getTime() - new Date(startedAt).getTime())
}

const lineStyles = { info: '', warning: 'text-warning', error: 'text-danger font-medium' }

function RunLog({ lines }: { lines: Wire<LogLine>[] }) {
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

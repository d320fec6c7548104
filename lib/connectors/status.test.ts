import { expect, test } from 'vitest'
import { toConnectorStatus } from './status.ts'
import type { RunStatus } from './types.ts'

const cases: [string, Date | null, RunStatus[], string][] = [
  ['no run yet', null, [], 'Not connected'],
  ['the first run is queued', null, ['queued'], 'Syncing'],
  ['a run waits for a rate limit', null, ['waiting', 'succeeded'], 'Syncing'],
  ['the last run succeeded', null, ['succeeded', 'failed'], 'Connected'],
  ['the last run failed after a good one', null, ['failed', 'succeeded'], 'Error'],
  ['the only run failed', null, ['failed'], 'Error'],
  ['a part of the last run failed', null, ['partly_succeeded', 'succeeded'], 'Error'],
  ['the last run was cancelled after a good one', null, ['cancelled', 'succeeded'], 'Connected'],
  ['the last run was cancelled after a failure', null, ['cancelled', 'failed'], 'Error'],
  ['the only run was cancelled', null, ['cancelled'], 'Not connected'],
  ['a plan is held', null, ['held', 'succeeded'], 'Held'],
  ['what an older run held is applied', null, ['failed', 'running', 'succeeded'], 'Syncing'],
  ['paused', new Date(), ['succeeded'], 'Paused'],
  ['paused while a run finishes', new Date(), ['running', 'succeeded'], 'Syncing'],
]

test.each(cases)('%s', (_, pausedAt, runs, label) => {
  const labelled = runs.map((status) => ({ status, errorKind: null, heldOutcome: null }))
  expect(toConnectorStatus(pausedAt, labelled)).toBe(label)
})

test('an outage interrupts the run', () => {
  const interrupted = { status: 'retrying', errorKind: 'unavailable', heldOutcome: null } as const
  const good = { status: 'succeeded', errorKind: null, heldOutcome: null } as const
  expect(toConnectorStatus(null, [interrupted, good])).toBe('Error')
  expect(toConnectorStatus(null, [{ ...interrupted, errorKind: null }, good])).toBe('Syncing')
})

test('what a later run has superseded waits for nobody', () => {
  const superseded = { status: 'held', errorKind: null, heldOutcome: 'superseded' } as const
  const cancelled = { status: 'cancelled', errorKind: null, heldOutcome: null } as const
  const good = { status: 'succeeded', errorKind: null, heldOutcome: null } as const
  expect(toConnectorStatus(null, [cancelled, superseded, good])).toBe('Connected')
})

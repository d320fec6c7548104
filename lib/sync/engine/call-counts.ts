import type { CallReport } from '#lib/connectors/contract.ts'

/** By endpoint. */
export type CallCounts = Record<
  string,
  { calls: number; failed: number; durationMs: number; waitedMs: number }
>

const none = { calls: 0, failed: 0, durationMs: 0, waitedMs: 0 }

export function countCall(counts: CallCounts, { endpoint, status, durationMs, waitedMs }: CallReport): void {
  const counted = (counts[endpoint] ??= { ...none })
  counted.calls += 1
  counted.durationMs += durationMs
  counted.waitedMs += waitedMs
  if (status === null || status >= 400) counted.failed += 1
}

export function addCounts(one: CallCounts, other: CallCounts): CallCounts {
  const sum: CallCounts = { ...one }
  for (const [endpoint, counted] of Object.entries(other)) {
    const before = sum[endpoint] ?? none
    sum[endpoint] = {
      calls: before.calls + counted.calls,
      failed: before.failed + counted.failed,
      durationMs: before.durationMs + counted.durationMs,
      waitedMs: before.waitedMs + counted.waitedMs,
    }
  }
  return sum
}

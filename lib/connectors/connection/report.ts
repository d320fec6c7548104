import { z } from 'zod'
import type { ConnectionReport } from '../contract.ts'

const Answering = z.enum(['answers', 'disabled', 'unknown'])

const Vendor = z.object({
  status: z.number().nullable(),
  code: z.string().nullable(),
  title: z.string().nullable(),
  detail: z.string().nullable(),
  requestId: z.string().nullable(),
  endpoint: z.string(),
})

const Check = z.object({
  key: z.string(),
  name: z.string(),
  required: z.boolean(),
  state: z.enum(['passed', 'failed', 'warning', 'skipped']),
  durationMs: z.number(),
  message: z.string(),
  consequence: z.string().nullable(),
  fix: z.string().nullable(),
  field: z.enum(['accessToken', 'organizationId']).nullable(),
  vendor: Vendor.nullable(),
})

const StoredReport: z.ZodType<ConnectionReport> = z.object({
  ok: z.boolean(),
  host: z.string(),
  organizationName: z.string().nullable(),
  keyExpiresAt: z.coerce.date().nullable(),
  keyLabel: z.string().nullable(),
  writes: z.object({ roles: Answering, invite: Answering, memberships: Answering }),
  checks: z.array(Check),
})

/** A report as it was stored; null where there is none, or one in the form of another version. */
export function readReport(stored: unknown): ConnectionReport | null {
  return StoredReport.safeParse(stored).data ?? null
}

/** As it is stored: dates as ISO. */
export const toStoredReport = ({ keyExpiresAt, checks, ...report }: ConnectionReport) => ({
  ...report,
  writes: { ...report.writes },
  keyExpiresAt: keyExpiresAt?.toISOString() ?? null,
  checks: checks.map(({ vendor, ...check }) => ({ ...check, vendor: vendor && { ...vendor } })),
})

/** What a connector keeps of its last test. */
export const toTested = (report: ConnectionReport) => ({
  report: toStoredReport(report),
  reportedAt: new Date(),
})

/** The same for the audit: whether it works, and which checks did not pass. */
export const toOutcome = ({ ok, checks }: ConnectionReport): { ok: boolean; notPassed: string | null } => {
  const short = checks.filter(({ state }) => state !== 'passed').map(({ key }) => key)
  return { ok, notPassed: short.length > 0 ? short.join(', ') : null }
}

import { expect, it } from 'vitest'
import type { ConnectionReport } from '../contract.ts'
import { readReport, toStoredReport } from './report.ts'

const report: ConnectionReport = {
  ok: true,
  host: 'api.atlassian.com',
  organizationName: 'Acme Industries',
  keyExpiresAt: new Date('2027-06-01T00:00:00.000Z'),
  keyLabel: 'Rolecall',
  writes: { roles: 'answers', invite: 'disabled', memberships: 'unknown' },
  checks: [
    {
      key: 'invite',
      name: 'Invite User to Org answers',
      required: false,
      state: 'failed',
      durationMs: 12,
      message: 'Invite User to Org is not enabled for this organization.',
      consequence: 'Nobody can be invited to the organization from here.',
      fix: 'Raise the support request.',
      field: null,
      vendor: {
        status: 403,
        code: 'ADMIN-UAM-403-1',
        title: 'Forbidden',
        detail: null,
        requestId: 'sandbox-1',
        endpoint: 'POST /v2/orgs/{orgId}/users/invite',
      },
    },
  ],
}

it('comes back as it was stored', () => {
  const stored: unknown = JSON.parse(JSON.stringify(toStoredReport(report)))
  expect(readReport(stored)).toEqual(report)
  const undated = { ...report, keyExpiresAt: null }
  expect(readReport(JSON.parse(JSON.stringify(toStoredReport(undated))))).toEqual(undated)
})

it('is none where nothing is stored, or something else', () => {
  expect(readReport(null)).toBeNull()
  expect(readReport({ ok: true, checks: [{ key: 'reachable' }] })).toBeNull()
})

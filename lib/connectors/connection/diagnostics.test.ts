import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openTestedConnection, type TestedConnection } from '#e2e/fixtures/tested-connection.ts'
import { formatDiagnostics } from './diagnostics.ts'

let connection: TestedConnection
beforeAll(async () => {
  connection = await openTestedConnection()
})
afterEach(() => connection.reset())
afterAll(() => connection.stop())

const testedAt = new Date('2026-11-24T22:15:00.000Z')
const invite = 'POST /v2/orgs/{orgId}/users/invite'

async function diagnose(accessToken = connection.accessToken): Promise<string> {
  const report = await connection.check({ accessToken })
  const { organizationId } = connection
  return formatDiagnostics({ report, testedAt, organizationId, tokenHint: accessToken.slice(-4) })
}

describe('the diagnostics of a connection test', () => {
  it('say where, when, what was found and what the vendor answered', async () => {
    await connection.set({ inviteEnabled: false, requestIdHeader: 'atl-traceid' })
    const text = await diagnose()
    const timeless = text.replaceAll(/ +\d+ ms/g, ' n ms').replace(/Key expires: .*/, 'Key expires: …')
    expect(timeless).toMatch(/^Rolecall \d+\.\d+\.\d+, connection test\nTime: 2026-11-24T22:15:00\.000Z\n/)
    expect(timeless.split('\n').slice(2, 8)).toEqual([
      `Organization ID: ${connection.organizationId}`,
      `Host: ${new URL(connection.origin).host}`,
      `Access token: …${connection.accessToken.slice(-4)}`,
      'Key expires: …',
      'Changes: roles answers, invitations disabled, memberships answers',
      '',
    ])
    expect(timeless).toContain('\npassed   organization n ms  The organization is Acme Industries.\n')
    expect(timeless).toContain(
      [
        'failed   invite n ms  Invite User to Org is not enabled for this organization.',
        `         ${invite}: status 403, code ADMIN-UAM-403-1, title Forbidden, detail Not enabled for this organization, request sandbox-`,
      ].join('\n'),
    )
  })

  const pieces: [string, (token: string) => string][] = [
    ['whole', (token) => token],
    ['as it is sent', (token) => `Authorization: Bearer ${token}`],
    ['in an address', (token) => `/x?key=${encodeURIComponent(token)}`],
    ['without its beginning', (token) => `token ${token.slice(30)} refused`],
    ['but its end', (token) => `token *${token.slice(-12)} refused`],
    ['in two pieces', (token) => `${token.slice(0, 60)}\n${token.slice(60)}`],
  ]
  it.each(pieces)('never repeat the token that an answer tells %s', async (_, say) => {
    const { accessToken } = connection
    await connection.fault({ endpoint: invite, status: 500, form: 'envelope', detail: say(accessToken) })
    const text = await diagnose()
    expect(text).toContain(`${invite}: status 500`)
    const shown = text.replace(/^Access token: .*$/m, '')
    for (let at = 0; at + 8 <= accessToken.length; at += 1) {
      expect(shown).not.toContain(accessToken.slice(at, at + 8))
    }
    expect(shown).not.toContain(accessToken.slice(-4))
    expect(text).toContain(connection.organizationId)
  })
})

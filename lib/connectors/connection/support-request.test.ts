import { describe, expect, it } from 'vitest'
import { openTestedConnection } from '#e2e/fixtures/tested-connection.ts'
import { supportUrl, toSupportRequest } from './support-request.ts'

const id = '88802c9c-3f2a-4423-a57a-edd3b465c98f'
const acme = { organizationId: id, organizationName: 'Acme Industries', report: null }

describe('the support request', () => {
  it('has what the form asks for, in its order', () => {
    const fields = toSupportRequest(acme)
    expect(fields.map(({ label, value, isText }) => [label, isText ? '(text)' : value])).toEqual([
      ['What can we help you with?', 'Technical issues and bugs'],
      ['Which product is this for?', 'Any cloud product of the organization, such as one of its Jira sites'],
      ['Summarize your issue', '(text)'],
      ['What is the impact to your business?', 'Level 3'],
      ['Give us more details', '(text)'],
    ])
    expect(supportUrl).toBe('https://support.atlassian.com/contact/')
  })

  it('names the endpoints and the organization', () => {
    const fields = toSupportRequest(acme)
    const [summary, details] = ['summary', 'details'].map(
      (key) => fields.find((one) => one.key === key)?.value ?? '',
    )
    for (const title of ['Grant User Access', 'Revoke User Access', 'Invite User to Org']) {
      expect(summary).toContain(title)
      expect(details).toContain(`- ${title}: POST /v`)
    }
    expect(details).toContain(`/v1/orgs/${id}/users/{userId}/roles/assign`)
    expect(details).toContain(`/v1/orgs/${id}/users/{userId}/roles/revoke`)
    expect(details).toContain(`/v2/orgs/${id}/users/invite`)
    expect(details).toContain(`Organization ID: ${id}\nOrganization name: Acme Industries\n`)
  })

  it('leaves out a name that is not known', () => {
    const details = toSupportRequest({ ...acme, organizationName: null }).at(-1)?.value
    expect(details).toContain(`Organization ID: ${id}\n\n`)
    expect(details).not.toContain('null')
  })

  it('says what the endpoints answered when they were tested', async () => {
    const connection = await openTestedConnection()
    await connection.set({ rolesEnabled: false, requestIdHeader: 'atl-traceid' })
    const details = toSupportRequest({ ...acme, report: await connection.check() }).at(-1)?.value
    await connection.stop()
    const answer = '403, ADMIN-UAM-403-1, Forbidden, Not enabled for this organization, request sandbox-'
    expect(details).toContain('an organization admin has created. Reading works with this key.\n')
    expect(details).toContain(`What they answer now:\n\n- Grant User Access: ${answer}`)
    expect(details).toContain(`\n- Revoke User Access: ${answer}`)
    expect(details).not.toContain('- Invite User to Org: 4')
    expect(toSupportRequest(acme).at(-1)?.value).not.toMatch(/Reading works|answer now/)
  })
})

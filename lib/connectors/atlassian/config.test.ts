import { describe, expect, it } from 'vitest'
import { adminUrl, AtlassianConfig, parseAccessToken, parseOrganizationId } from './config.ts'

const id = '88802c9c-3f2a-4423-a57a-edd3b465c98f'

describe('parseOrganizationId', () => {
  it.each([
    id,
    `  ${id}\n`,
    id.toUpperCase(),
    `https://admin.atlassian.com/o/${id}/overview`,
    `http://admin.atlassian.com/o/${id}`,
    `admin.atlassian.com/o/${id}/users?x=1`,
    ` https://admin.atlassian.com/o/${id}#top `,
  ])('finds the id in %j', (pasted) => {
    expect(parseOrganizationId(pasted)).toBe(id)
  })

  it.each([
    '',
    'acme',
    `${id}x`,
    'https://admin.atlassian.com/o/acme/overview',
    `https://evil.example/o/${id}/overview`,
  ])('finds none in %j', (pasted) => {
    expect(parseOrganizationId(pasted)).toBeNull()
  })
})

describe('parseAccessToken', () => {
  it('trims, and takes a pasted "Bearer" off', () => {
    expect(parseAccessToken('  Bearer ATCTT3xFfGN0secret \n')).toEqual({
      ok: true,
      token: 'ATCTT3xFfGN0secret',
    })
  })

  it.each([
    ['', 'Paste the access token.'],
    ['Bearer ', 'Paste the access token.'],
    [
      'ATCTT3xFfGN0 secret',
      'The access token has a space or a line break in it. Copy it again in one piece.',
    ],
    [
      'ATCTT3xFfGN0\nsecret',
      'The access token has a space or a line break in it. Copy it again in one piece.',
    ],
    ['ATCTT3xFfGN0sécret', 'The access token has characters that no token has. Copy it again.'],
    ['ATCTT3', 'This is too short for an access token. Copy the whole key.'],
  ])('says what is wrong with %j', (pasted, message) => {
    expect(parseAccessToken(pasted)).toEqual({ ok: false, message })
  })
})

describe('the stored configuration', () => {
  it('needs an id and keeps a name that may be missing', () => {
    expect(AtlassianConfig.parse({ organizationId: id, organizationName: null }).organizationId).toBe(id)
    expect(AtlassianConfig.safeParse({ organizationId: 'acme' }).success).toBe(false)
  })

  it('links into Atlassian Administration', () => {
    expect(adminUrl(id, '/users')).toBe(`https://admin.atlassian.com/o/${id}/users`)
  })
})

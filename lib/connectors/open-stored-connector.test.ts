import { expect, it } from 'vitest'
import { openConnector } from './open-stored-connector.ts'

const input = { secret: 'ATCTT3xFfGN0-token', atlassianApiUrl: 'https://api.atlassian.com/admin' }
const config = { organizationId: '88802c9c-3f2a-4423-a57a-edd3b465c98f', organizationName: null }

it('opens a connector by its kind, with its stored configuration', () => {
  expect(openConnector({ kind: 'atlassian', config, ...input }).coverage('accounts').accounts).toBe(true)
})

it('refuses a kind or a configuration that it does not know', () => {
  expect(() => openConnector({ kind: 'other', config, ...input })).toThrow('no connector of kind "other"')
  expect(() => openConnector({ kind: 'atlassian', config: {}, ...input })).toThrow('organizationId')
})

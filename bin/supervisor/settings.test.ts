import { describe, expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const key = Buffer.alloc(32, 7).toString('base64')

describe('readSettings', () => {
  test('has a default for everything', () => {
    expect(readSettings({}, '/srv')).toEqual({
      port: 3000,
      host: '127.0.0.1',
      url: 'http://localhost:3000',
      dataDir: '/srv/.data',
      databaseUrl: null,
      secretKey: null,
      atlassianApiUrl: null,
      smtpUrl: null,
      mailFrom: null,
      hasFirstAdmin: false,
    })
  })

  test('an empty variable counts as absent', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: ' ' }, '/srv').port).toBe(3000)
  })

  test('the public address follows the port and loses its last slash', () => {
    expect(readSettings({ PORT: '4100' }, '/srv').url).toBe('http://localhost:4100')
    expect(readSettings({ ROLECALL_URL: 'https://roles.example.com/' }, '/srv').url).toBe(
      'https://roles.example.com',
    )
  })

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '0'],
    ['PORT', '70000'],
    ['ROLECALL_HOST', 'two words'],
    ['ROLECALL_URL', 'roles.example.com'],
    ['ROLECALL_URL', 'http://127.0.0.1:3000'],
    ['ROLECALL_URL', 'https://example.com/roles'],
    ['DATABASE_URL', 'mysql://localhost/rolecall'],
    ['DATABASE_URL', 'postgres://localhost'],
    ['ROLECALL_SECRET_KEY', 'short'],
    ['ATLASSIAN_API_URL', 'ftp://localhost'],
    ['SMTP_URL', 'mail.example.com'],
    ['SMTP_URL', 'https://user:hunter2@mail.example.com'],
    ['MAIL_FROM', 'Rolecall'],
    ['ROLECALL_ADMIN_EMAIL', 'ada'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is refused by name, without the value', (name, value) => {
    const read = () => readSettings({ [name]: value }, '/srv')
    expect(read).toThrow(new RegExp(`^${name} is `, 'm'))
    expect(read).not.toThrow(/hunter2/)
  })

  test('names every problem at once', () => {
    const read = () => readSettings({ PORT: 'x', LOG_LEVEL: 'y', ROLECALL_ADMIN_PASSWORD: 'z' }, '/srv')
    expect(read).toThrow(/^PORT is .*\nLOG_LEVEL is .*\nROLECALL_ADMIN_EMAIL is missing/s)
  })

  test('a database of your own needs the secret key', () => {
    const databaseUrl = 'postgres://app:hunter2@db.example.com/rolecall'
    expect(() => readSettings({ DATABASE_URL: databaseUrl }, '/srv')).toThrow(
      /^ROLECALL_SECRET_KEY is missing/,
    )
    expect(() => readSettings({ DATABASE_URL: databaseUrl }, '/srv')).not.toThrow(/hunter2/)
    expect(readSettings({ DATABASE_URL: databaseUrl, ROLECALL_SECRET_KEY: key }, '/srv').secretKey).toBe(key)
  })
})

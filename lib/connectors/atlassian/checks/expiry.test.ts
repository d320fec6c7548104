import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  findCheck,
  notPassed,
  openTestedConnection,
  type TestedConnection,
} from '#e2e/fixtures/tested-connection.ts'

let connection: TestedConnection
beforeAll(async () => {
  connection = await openTestedConnection()
})
afterEach(() => connection.reset())
afterAll(() => connection.stop())

const newKey = 'Create a new key in Atlassian Administration and replace the access token.'
const enterDate = 'Enter the expiry date yourself; it stands beside the key in Atlassian Administration.'
const onThatDay = 'Syncs and changes stop on that day.'
const stops = 'Syncs and changes stop as soon as Atlassian refuses the key.'
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000 - 60_000)

describe('the date on which the key expires', () => {
  it.each([
    [200, 'passed', /^The key “Rolecall” expires on [^,]+\.$/, null, null],
    [30, 'warning', /^The key “Rolecall” expires on .+, in 30 days\.$/, onThatDay, newKey],
    [1, 'warning', /^The key “Rolecall” expires on .+, in 1 day\.$/, onThatDay, newKey],
    [-1, 'failed', /^The key “Rolecall” expired on /, stops, newKey],
  ])('in %d days: %s', async (days, state, words, consequence, fix) => {
    const keyExpiresAt = inDays(days)
    await connection.set({ keyExpiresAt: keyExpiresAt.toISOString() })
    const report = await connection.check()
    expect(report).toMatchObject({ ok: true, keyExpiresAt, keyLabel: 'Rolecall' })
    expect(findCheck(report, 'expiry')).toMatchObject({ state, consequence, fix })
    expect(findCheck(report, 'expiry')?.message).toMatch(words)
  })

  it('is unknown when the keys cannot be listed, unless somebody has entered it', async () => {
    await connection.set({ keyList: 'refused' })
    const report = await connection.check()
    expect(report).toMatchObject({ ok: true, keyExpiresAt: null, keyLabel: null })
    expect(findCheck(report, 'expiry')).toMatchObject({
      state: 'warning',
      message:
        "Atlassian's list of keys cannot be read. Atlassian does not allow this with the current access token.",
      consequence: 'Nobody can be warned before the key expires.',
      fix: enterDate,
      vendor: { status: 403, code: 'FEATURE_NOT_ENABLED' },
    })
    const keyExpiresAt = inDays(90)
    const entered = await connection.check({ known: { keyExpiresAt } })
    expect(entered.keyExpiresAt).toEqual(keyExpiresAt)
    expect(findCheck(entered, 'expiry')).toMatchObject({ state: 'passed', fix: null })
    expect(findCheck(entered, 'expiry')?.message).toMatch(/^By the date noted here, the key expires on /)
    const soon = await connection.check({ known: { keyExpiresAt: inDays(5) } })
    expect(findCheck(soon, 'expiry')).toMatchObject({ state: 'warning', fix: newKey })
  })

  it('is unknown when Atlassian says none', async () => {
    await connection.set({ keyExpiresAt: 'unsaid' })
    const report = await connection.check()
    expect(report).toMatchObject({ keyExpiresAt: null, keyLabel: 'Rolecall' })
    expect(findCheck(report, 'expiry')).toMatchObject({
      state: 'warning',
      message: 'Atlassian says no expiry date of the key “Rolecall”.',
      fix: enterDate,
    })
  })

  it('is that of Atlassian when another one was entered, and says so', async () => {
    await connection.set({ keyExpiresAt: '2999-06-01T00:00:00.000Z' })
    const report = await connection.check({ known: { keyExpiresAt: new Date('2999-06-05T00:00:00.000Z') } })
    expect(report.keyExpiresAt).toEqual(new Date('2999-06-01T00:00:00.000Z'))
    expect(findCheck(report, 'expiry')).toMatchObject({
      state: 'passed',
      message:
        "The key “Rolecall” expires on 1 Jun 2999. Here 5 Jun 2999 was noted; Atlassian's own date is used.",
    })
  })

  it.each(['idle', 'active-with-scopes'])('is told beside another key that is %s', async (otherKey) => {
    await connection.set({ otherKey })
    const report = await connection.check()
    expect(report.keyLabel).toBe('Rolecall')
    expect(notPassed(report)).toEqual([])
  })

  it('is not guessed when another key was used just now', async () => {
    await connection.set({ otherKey: 'active' })
    const report = await connection.check()
    expect(report).toMatchObject({ keyLabel: null, keyExpiresAt: null })
    expect(findCheck(report, 'expiry')).toMatchObject({
      state: 'warning',
      message: 'Atlassian lists 2 keys, and it cannot be told which one this is.',
      fix: enterDate,
    })
  })
})

import { randomBytes } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { decryptSecret, encryptSecret } from './encrypt.ts'
import { hashPassword, verifyPassword } from './password.ts'

const useKey = () => {
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@localhost/nothing')
  vi.stubEnv('ROLECALL_SECRET_KEY', randomBytes(32).toString('base64'))
}

afterEach(() => vi.unstubAllEnvs())

test('a secret opens for its own row only, and never twice to the same text', () => {
  useKey()
  const stored = encryptSecret('ATCTT3x-token', 'connector-1')
  expect(stored).not.toContain('ATCTT3x')
  expect(encryptSecret('ATCTT3x-token', 'connector-1')).not.toBe(stored)
  expect(decryptSecret(stored, 'connector-1')).toBe('ATCTT3x-token')
  expect(() => decryptSecret(stored, 'connector-2')).toThrow('does not open')
})

test('a changed value or another key is refused, and the message holds no secret', () => {
  useKey()
  const stored = encryptSecret('ATCTT3x-token', 'c')
  const at = stored.length - 5 // the last character of base64 may carry bits that nobody reads
  const changed = stored[at] === 'A' ? 'B' : 'A'
  expect(() => decryptSecret(stored.slice(0, at) + changed + stored.slice(at + 1), 'c')).toThrow(
    'does not open',
  )
  useKey()
  expect(() => decryptSecret(stored, 'c')).toThrow('ROLECALL_SECRET_KEY is not the key')
})

test('a value whose tag was shortened does not open', () => {
  useKey()
  const [version, nonce, tag = '', text] = encryptSecret('ATCTT3x-token', 'c').split('.')
  const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url')
  expect(() => decryptSecret([version, nonce, short, text].join('.'), 'c')).toThrow('authentication tag')
})

test('passwords are salted, verified, and refused when nothing is stored', async () => {
  const stored = await hashPassword('correct horse battery')
  expect(stored).not.toContain('horse')
  expect(await verifyPassword('correct horse battery', stored)).toBe(true)
  expect(await verifyPassword('correct horse batterz', stored)).toBe(false)
  expect(await verifyPassword('', null)).toBe(false)
})

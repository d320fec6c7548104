import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeCredential } from './credentials.ts'

/** As the connector takes it apart: four parts, of which the last is a JWK in base64url without padding. */
function readSecret(secret: string) {
  const [scheme, domain, version, key = '', ...rest] = secret.split(':')
  expect(rest).toEqual([])
  expect(key).toMatch(/^[\w-]+$/)
  return { scheme, domain, version, text: Buffer.from(key, 'base64url').toString(), key }
}

test('the secret is to the byte what connectors read', () => {
  const { clientId, clientSecret, publicKey } = makeCredential('https://console.acme.example:8443/')
  expect(clientId).toMatch(/^[a-z]+-[a-z]+-[1-9]\d{4}@console\.acme\.example:8443\/rolecall$/)
  const { scheme, domain, version, text, key } = readSecret(clientSecret)
  expect([scheme, domain, version]).toEqual(['secret-token', 'console.acme.example', 'v1'])
  const { d } = JSON.parse(text)
  expect(text).toBe(`{"kty":"OKP","crv":"Ed25519","x":"${publicKey}","d":"${d}"}`)
  expect(Buffer.from(text).toString('base64url')).toBe(key)
  expect([publicKey, d].map((half) => Buffer.from(half, 'base64url').length)).toEqual([32, 32])
})

test('what the secret signs, the stored half checks, and no other half does', () => {
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ['http', 'https'] }), fc.uint8Array(), (url, message) => {
      const [mine, other] = [makeCredential(url), makeCredential(url)]
      const { text } = readSecret(mine.clientSecret)
      const signature = sign(null, message, createPrivateKey({ key: JSON.parse(text), format: 'jwk' }))
      const checks = ({ publicKey: x }: { publicKey: string }) =>
        verify(
          null,
          message,
          createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
          signature,
        )
      expect(checks(mine)).toBe(true)
      expect(checks(other)).toBe(false)
      expect(mine.publicKey).not.toContain(JSON.parse(text).d)
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['http://localhost:3000', 'localhost:3000', 'localhost'],
  ['https://rolecall.acme.example/', 'rolecall.acme.example', 'rolecall.acme.example'],
  ['https://[2001:db8::1]:8443', '[2001:db8::1]:8443', 'rolecall'],
])('%s is called at %s', (url, host, domain) => {
  const { clientId, clientSecret } = makeCredential(url)
  const [, place = ''] = clientId.split('@')
  expect(place).toBe(`${host}/rolecall`)
  expect(readSecret(clientSecret).domain).toBe(domain)
})

test('no two are alike', () => {
  const made = Array.from({ length: 200 }, () => makeCredential('https://acme.example'))
  expect(new Set(made.map(({ publicKey }) => publicKey)).size).toBe(200)
  expect(new Set(made.map(({ clientId }) => clientId)).size).toBe(200)
})

import { generateKeyPairSync } from 'node:crypto'
import { makeName } from './names.ts'

/** What a connector needs to call Rolecall, and the half of it that is kept here. */
export interface Credential {
  clientId: string
  /** For the connector alone. */
  clientSecret: string
  /** `x` of the JWK: checks what the connector signs. */
  publicKey: string
}

/**
 * Makes a new one. The connector takes from the client ID where to call, and signs with the key in the secret, which is
 * read by its colons: hence no address of IPv6 in it.
 * @param rolecallUrl where connectors reach Rolecall.
 */
export function makeCredential(rolecallUrl: string): Credential {
  const { host, hostname } = new URL(rolecallUrl)
  const { kty, crv, x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  if (x === undefined || d === undefined) throw new Error('Node made an Ed25519 key without its halves.')
  const key = Buffer.from(JSON.stringify({ kty, crv, x, d })).toString('base64url')
  const domain = hostname.includes(':') ? 'rolecall' : hostname
  return {
    clientId: `${makeName()}@${host}/rolecall`,
    clientSecret: `secret-token:${domain}:v1:${key}`,
    publicKey: x,
  }
}

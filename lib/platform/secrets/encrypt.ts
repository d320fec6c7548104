import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { env } from '../env.ts'

const key = () => Buffer.from(env().ROLECALL_SECRET_KEY, 'base64')

/**
 * Encrypts a secret for the database with AES-256-GCM: `v1.<nonce>.<tag>.<ciphertext>`, base64url.
 * @param purpose what the secret belongs to (a connector's id); bound in, so that a value copied to another row does not open.
 */
export function encryptSecret(plain: string, purpose: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(purpose))
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return ['v1', ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.')
}

/** @throws Error when the key is another one, the purpose differs, or the value was changed. */
export function decryptSecret(stored: string, purpose: string): string {
  const [version, nonce, tag, text] = stored.split('.')
  if (version !== 'v1' || nonce === undefined || tag === undefined || text === undefined) {
    throw new Error('A stored secret has an unknown form.')
  }
  const decipher = createDecipheriv('aes-256-gcm', key(), Buffer.from(nonce, 'base64url'), {
    authTagLength: 16,
  })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(Buffer.from(tag, 'base64url'))
  try {
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new Error('A stored secret does not open: ROLECALL_SECRET_KEY is not the key it was stored with.', {
      cause,
    })
  }
}

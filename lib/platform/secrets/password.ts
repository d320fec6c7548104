import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

function derive(password: string, salt: Buffer, length = 32, options = cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, length, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

/** scrypt, `scrypt$N$<salt>$<key>` in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt)
  return `scrypt$${cost.N}$${salt.toString('base64')}$${key.toString('base64')}`
}

/** Whether the password is the stored one. With nothing stored it takes as long and answers no. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, n, salt, key] = (stored ?? `scrypt$${cost.N}$${'A'.repeat(22)}==$`).split('$')
  const expected = Buffer.from(key ?? '', 'base64')
  const actual = await derive(password, Buffer.from(salt ?? '', 'base64'), 32, { ...cost, N: Number(n) })
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'

/** A UUID of version 4, for ids that must not tell their time (sessions). */
export const randomId = (): string => randomUUID()

/** A UUID of version 7: ids made in a row lie side by side in the index. */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Schema of an id that comes from outside (URL, form). */
export const Id = z.uuid()

/** Whether a string can be an id at all; a URL with another string is simply not found. */
export const isId = (value: string): boolean => Id.safeParse(value).success

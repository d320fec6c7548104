import { AppError } from '#lib/platform/errors.ts'

/**
 * When a key expires, of the day that a person entered: at its end in UTC, for the day itself is still good. Null for none.
 * @throws AppError invalid at `keyExpiresOn` for a day that has passed.
 */
export function parseKeyExpiry(day: string): Date | null {
  if (day === '') return null
  const at = new Date(`${day}T23:59:59.000Z`)
  if (at.getTime() >= Date.now()) return at
  const message =
    'This day has passed, so the key no longer works. Create a new key, and enter its expiry date.'
  throw new AppError('invalid', message, { keyExpiresOn: message })
}

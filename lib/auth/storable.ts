import { AppError } from '#lib/platform/errors.ts'

/**
 * What came from a browser, as it is, where Postgres can store every text in it.
 * @throws AppError invalid for a NUL, which no keyboard types and no column takes.
 */
export function storable<T>(raw: T): T {
  JSON.stringify(raw ?? null, (_key, value: unknown) => {
    if (typeof value === 'string' && value.includes('\0'))
      throw new AppError('invalid', 'A text has a character in it that cannot be stored. Type it anew.')
    return value
  })
  return raw
}

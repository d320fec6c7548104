import { plural } from '#lib/platform/format.ts'

const named = 2

/** Owners in a line: the first by name, the others as a number. */
export const nameOwners = (names: readonly string[]): string =>
  names.length > named
    ? `${names.slice(0, named).join(', ')} and ${plural(names.length - named, 'other')}`
    : names.join(', ')

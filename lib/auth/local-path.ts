const here = 'http://here.invalid'

/**
 * A path of ours from what an address says; `/` for anything else. Read as a browser reads it, which drops tabs and line
 * breaks and takes backslashes for slashes: another site's address would be a trap.
 */
export function toLocalPath(next: string | string[] | undefined): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, here)) return '/'
  const { origin, pathname, search, hash } = new URL(next, here)
  return origin === here && !pathname.startsWith('//') ? pathname + search + hash : '/'
}

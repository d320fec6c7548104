import { env } from '#lib/platform/env.ts'

/** Absolute address of the screen that a mail is about; with the token of an invitation by way of joining first. */
export function linkOf({ href }: { href: string }, token: string | null): string {
  const site = env().ROLECALL_URL.replace(/\/$/, '')
  if (token === null) return site + href
  return `${site}/invitation/${token}${href === '/' ? '' : `?next=${encodeURIComponent(href)}`}`
}

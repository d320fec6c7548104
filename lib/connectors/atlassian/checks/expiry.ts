import { formatAbsolute, plural } from '#lib/platform/format.ts'
import { ConnectorError } from '../../errors.ts'
import type { ApiKey } from '../api/keys.ts'
import type { Context, Found } from './check.ts'

const dayMs = 86_400_000
/** Warned that long before. */
const soonMs = 30 * dayMs
/** A key that was used that lately may be this one: it has just sent calls. */
const justNowMs = 5 * 60_000

const enterDate = 'Enter the expiry date yourself; it stands beside the key in Atlassian Administration.'
const newKey = 'Create a new key in Atlassian Administration and replace the access token.'

/** Until when the key works: by Atlassian's list of keys, else by the date that somebody or an earlier test has noted. */
export async function checkExpiry(context: Context): Promise<Found> {
  const { client, signal, known, now } = context
  const keys = await client.listApiKeys(signal).catch((error: unknown) => {
    if (error instanceof ConnectorError) return error
    throw error
  })
  const noted = known.keyExpiresAt ?? null
  if (keys instanceof ConnectorError) {
    const message = `Atlassian's list of keys cannot be read. ${keys.message}`
    if (!noted) return { state: 'warning', message, fix: enterDate, vendor: keys.vendor }
    return judgeDate(noted, `By the date noted here, the key expires on ${day(noted)}`, now)
  }
  const own = findOwnKey(keys, now, listsOrganization(context))
  context.ownKey = own
  const told = toDate(own?.expiresAt)
  if (told) {
    const differs = noted !== null && Math.abs(told.getTime() - noted.getTime()) > dayMs
    const found = judgeDate(told, `The key “${own?.label ?? own?.id}” expires on ${day(told)}`, now)
    const note = ` Here ${day(noted ?? told)} was noted; Atlassian's own date is used.`
    return differs ? { ...found, message: found.message + note } : found
  }
  if (noted) return judgeDate(noted, `By the date noted here, the key expires on ${day(noted)}`, now)
  const message = own
    ? `Atlassian says no expiry date of the key “${own.label ?? own.id}”.`
    : `Atlassian lists ${plural(keys.length, 'key')}, and it cannot be told which one this is.`
  return { state: 'warning', message, fix: enterDate }
}

/**
 * The key that these calls are sent with; null when it cannot be told. Atlassian does not say which one it is, so it is the
 * only one, or the only one that was used just now.
 * @param unscoped the key has no scopes for certain.
 */
export function findOwnKey(keys: readonly ApiKey[], now: Date, unscoped: boolean): ApiKey | null {
  const fitting = keys.filter((key) => !unscoped || !key.scopes?.length)
  if (fitting.length === 1) return fitting[0] ?? null
  const inUse = fitting.filter((key) => {
    const usedAt = toDate(key.lastActiveAt)
    return usedAt !== null && Math.abs(now.getTime() - usedAt.getTime()) <= justNowMs
  })
  return inUse.length === 1 ? (inUse[0] ?? null) : null
}

const listsOrganization = ({ listed }: Context): boolean =>
  !(listed instanceof ConnectorError) && listed.length > 0

function judgeDate(expiresAt: Date, sentence: string, now: Date): Found {
  const leftMs = expiresAt.getTime() - now.getTime()
  if (leftMs <= 0) {
    return {
      state: 'failed',
      message: `${sentence.replace(' expires on ', ' expired on ')}.`,
      consequence: 'Syncs and changes stop as soon as Atlassian refuses the key.',
      fix: newKey,
      field: 'accessToken',
    }
  }
  if (leftMs > soonMs) return { state: 'passed', message: `${sentence}.` }
  return {
    state: 'warning',
    message: `${sentence}, in ${plural(Math.ceil(leftMs / dayMs), 'day')}.`,
    consequence: 'Syncs and changes stop on that day.',
    fix: newKey,
  }
}

const day = (date: Date): string => formatAbsolute(date, { style: 'date' })

/** Also of the key for the report; null for what is missing or no date. */
export function toDate(text: string | null | undefined): Date | null {
  const date = new Date(text ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? null : date
}

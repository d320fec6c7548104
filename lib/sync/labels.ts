import type { SyncPhase } from '#lib/connectors/contract.ts'
import type { ProvisioningSwitches } from '#lib/connectors/provisions.ts'

/** What each phase reads, in the words of the screen. */
export const phaseLabels: Record<SyncPhase, string> = {
  organization: 'Organization',
  workspaces: 'Workspaces',
  groups: 'Groups',
  'group-roles': 'Roles of groups',
  accounts: 'Accounts and memberships',
  'role-holders': 'Holders of roles',
}

/** Of a connector, as people know them. */
export const kindLabels: Record<string, string | undefined> = {
  atlassian: 'Atlassian',
  baton: 'Baton, self-hosted',
}

/** What a connector may change, in words: `Roles and memberships`. */
export function describeProvisioning({ provisionRoles, provisionMemberships }: ProvisioningSwitches): string {
  if (provisionRoles && provisionMemberships) return 'Roles and memberships'
  if (provisionRoles) return 'Roles'
  return provisionMemberships ? 'Memberships' : 'Off'
}

/** How often, in words: `Every hour`, `Every 90 minutes`, `Every 2 days`. */
export function describeInterval(minutes: number): string {
  const [size, unit] = [
    [10_080, 'week'] as const,
    [1440, 'day'] as const,
    [60, 'hour'] as const,
    [1, 'minute'] as const,
  ].find(([length]) => minutes % length === 0) ?? [1, 'minute']
  const count = minutes / size
  return count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const dayKeys = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

const numbersOf = (field: string, highest: number): number[] | null => {
  const numbers = field.split(',').map((part) => (/^\d{1,2}$/.test(part) ? Number(part) : Number.NaN))
  return numbers.every((number) => number <= highest) ? numbers : null
}

const listOf = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('')

const clock = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`

function describeTimes(minute: string, hour: string): string | null {
  const minutes = numbersOf(minute, 59)
  const hours = numbersOf(hour, 23)
  if (minutes && hours && minutes.length * hours.length <= 6) {
    return `At ${listOf(hours.flatMap((at) => minutes.map((past) => clock(at, past))))}`
  }
  const step = /^\*\/(\d{1,2})$/
  const everyMinutes = step.exec(minute)?.[1]
  if (everyMinutes && hour === '*') return describeInterval(Number(everyMinutes))
  const [past] = minutes ?? []
  if (past === undefined || minutes?.length !== 1) return null
  const everyHours = step.exec(hour)?.[1]
  const onTheHour = past === 0 ? '' : `, ${past} minutes past`
  if (everyHours) return `${describeInterval(Number(everyHours) * 60)}${onTheHour}`
  const range = /^(\d{1,2})-(\d{1,2})$/.exec(hour)
  if (range) return `Every hour from ${clock(Number(range[1]), past)} to ${clock(Number(range[2]), past)}`
  return hour === '*' ? `Every hour${onTheHour}` : null
}

function describeDays(dayOfMonth: string, dayOfWeek: string): string | null {
  if (dayOfMonth !== '*' && dayOfWeek !== '*') return null
  if (dayOfMonth !== '*') {
    const numbers = numbersOf(dayOfMonth, 31)
    return numbers && `on day ${listOf(numbers.map(String))} of the month`
  }
  if (dayOfWeek === '*') return ''
  const digits = dayOfWeek.toUpperCase().replaceAll(/[A-Z]{3}/g, (key) => String(dayKeys.indexOf(key)))
  const range = /^([0-7])-([0-7])$/.exec(digits)
  if (range) return `from ${days[Number(range[1])]} to ${days[Number(range[2])]}`
  const numbers = numbersOf(digits, 7)
  return numbers && `on ${listOf(numbers.map((day) => days[day] ?? ''))}`
}

/** A cron expression in words: `At 06:30, from Monday to Friday`; null for one that has no short ones. */
export function describeCron(cron: string): string | null {
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = cron.split(' ')
  const times = describeTimes(minute, hour)
  const onDays = describeDays(dayOfMonth, dayOfWeek)
  if (times === null || onDays === null || month !== '*') return null
  if (onDays !== '') return `${times}, ${onDays}`
  return times.startsWith('At ') ? `${times}, every day` : times
}

import { productVersion } from '#lib/platform/version.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { ConnectionCheck, ConnectionReport } from '../types.ts'

export interface TestedConnection {
  report: ConnectionReport | Wire<ConnectionReport>
  /** When it was tested. */
  testedAt: Date | string
  organizationId: string | null
  /** Last four characters of the access token. */
  tokenHint: string | null
}

/** A connection test as text to send to somebody who helps: what was found, what the vendor said, and nothing secret. */
export function formatDiagnostics({ report, testedAt, organizationId, tokenHint }: TestedConnection): string {
  const { roles, invite, memberships } = report.writes
  const masked = (text: string) => maskSecrets(text, tokenHint)
  const lines = [
    `Rolecall ${productVersion}, connection test`,
    `Time: ${toIso(testedAt)}`,
    `Organization ID: ${organizationId ?? 'none'}`,
    `Host: ${report.host}`,
    `Access token: ${tokenHint ? `…${tokenHint}` : 'none'}`,
    `Key expires: ${report.keyExpiresAt ? toIso(report.keyExpiresAt) : 'unknown'}`,
    `Changes: roles ${roles}, invitations ${invite}, memberships ${memberships}`,
    '',
    ...report.checks.flatMap(describeCheck).map(masked),
  ]
  return `${lines.join('\n')}\n`
}

const toIso = (instant: Date | string): string => new Date(instant).toISOString()

function describeCheck({ key, state, durationMs, message, vendor }: ConnectionCheck): string[] {
  const line = `${state.padEnd(7)}  ${key.padEnd(12)}  ${String(durationMs).padStart(6)} ms  ${oneLine(message)}`
  if (!vendor) return [line]
  const { status, code, title, detail, requestId, endpoint } = vendor
  const said = [
    `status ${status ?? 'none'}`,
    ...(code ? [`code ${code}`] : []),
    ...(title ? [`title ${title}`] : []),
    ...(detail ? [`detail ${detail}`] : []),
    ...(requestId ? [`request ${requestId}`] : []),
  ]
  return [line, `         ${endpoint}: ${oneLine(said.join(', '))}`]
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/**
 * Takes out what may be a token or a piece of one, in case that an answer repeats it: what follows `Bearer`, what begins as
 * the keys of Atlassian do, what is as long as no id is, and what ends as the token does.
 */
function maskSecrets(text: string, tokenHint: string | null): string {
  const masked = text
    .replaceAll(/\bBearer\s+\S+/gi, 'Bearer …')
    .replaceAll(/ATCTT[\w%=+.~/-]*/g, '…')
    .replaceAll(/[\w%=+-]{40,}/g, '…')
  if (!tokenHint) return masked
  return masked.replaceAll(/[\w%=+-]{5,}/g, (word) => (word.endsWith(tokenHint) ? '…' : word))
}

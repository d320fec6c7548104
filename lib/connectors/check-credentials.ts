import { env } from '#lib/platform/env.ts'
import { AppError, type FieldErrors } from '#lib/platform/errors.ts'
import { parseAccessToken, parseOrganizationId } from './atlassian/config.ts'
import { openConnector } from './open-stored-connector.ts'
import type { ConnectionReport, KnownOfKey } from './contract.ts'

/** A person waits for a connection test. */
export const testTimeoutMs = 30_000

export interface AtlassianCredentials {
  accessToken: string
  organizationId: string
}

/**
 * Reads what a person pasted.
 * @throws AppError invalid, with the message at the field.
 */
export function parseCredentials(input: { accessToken: string; organization: string }): AtlassianCredentials {
  const token = parseAccessToken(input.accessToken)
  const organizationId = parseOrganizationId(input.organization)
  const fields: FieldErrors = {}
  if (!token.ok) fields['accessToken'] = token.message
  if (!organizationId) {
    fields['organization'] = 'Paste the ID, or the address of Atlassian Administration with /o/… in it.'
  }
  if (!token.ok || !organizationId) throw new AppError('invalid', 'Check the marked fields.', fields)
  return { accessToken: token.token, organizationId }
}

/** Asks Atlassian, changing nothing and storing nothing; after half a minute the report is what was found until then. */
export async function checkCredentials(
  credentials: AtlassianCredentials,
  known: KnownOfKey = {},
): Promise<ConnectionReport> {
  const connector = openConnector({
    kind: 'atlassian',
    config: { organizationId: credentials.organizationId },
    secret: credentials.accessToken,
    atlassianApiUrl: env().ATLASSIAN_API_URL,
  })
  return connector.check(AbortSignal.timeout(testTimeoutMs), known)
}

/** @throws AppError invalid with the required checks that failed, at their fields. */
export function requirePassed(report: ConnectionReport): void {
  if (report.ok) return
  const required = report.checks.filter((check) => check.required)
  const failed = required.filter((check) => check.state === 'failed')
  const fields: FieldErrors = {}
  for (const check of failed) {
    const field = check.field === 'organizationId' ? 'organization' : check.field
    const text = check.fix ? `${check.message} ${check.fix}` : check.message
    if (field) fields[field] ??= text
  }
  const first = failed[0] ?? required.find((check) => check.state === 'skipped')
  const message = first
    ? `${first.name}: ${first.message}${first.fix ? ` ${first.fix}` : ''}`
    : 'The connection test failed.'
  throw new AppError('invalid', message, fields)
}

import { env } from '#lib/platform/env.ts'
import { AppError } from '#lib/platform/errors.ts'
import { parseAccessToken } from '../atlassian/config.ts'
import { listOrganizations } from '../atlassian/connector.ts'
import { ConnectorError } from '../errors.ts'

const timeoutMs = 15_000

/**
 * The organizations to choose from that a pasted key lists; none for a key that was created with scopes.
 * @throws AppError invalid with the cause at `accessToken`.
 */
export async function listOwnOrganizations(pasted: string): Promise<{ id: string; name: string }[]> {
  const parsed = parseAccessToken(pasted)
  if (!parsed.ok) throw refusal(parsed.message)
  const key = { accessToken: parsed.token, baseUrl: env().ATLASSIAN_API_URL }
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    return await listOrganizations(key, signal)
  } catch (error) {
    if (error instanceof ConnectorError) throw refusal(error.message)
    if (signal.aborted) throw refusal('Atlassian took too long to answer. Try again.')
    throw error
  }
}

const refusal = (message: string): AppError => new AppError('invalid', message, { accessToken: message })

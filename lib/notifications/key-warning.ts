import { formatAbsolute, plural } from '#lib/platform/format.ts'

const dayMs = 86_400_000

/** Days before the end of a key at which its owners are told; 0: it has ended. */
const steps = [0, 1, 7, 14, 30]

export interface KeyWarning {
  /** Which warning, of which key: the next key has warnings of its own. */
  kind: string
  title: string
  body: string
}

/** The one warning that a key asks for now; those that were missed before are not made up for. null: there is time yet. */
export function findKeyWarning(name: string, expiresAt: Date, now: Date): KeyWarning | null {
  const left = (expiresAt.getTime() - now.getTime()) / dayMs
  const step = steps.find((days) => left <= days)
  if (step === undefined) return null
  const day = formatAbsolute(expiresAt, { style: 'date' })
  const kind = `key-expires-${step}:${expiresAt.toISOString().slice(0, 10)}`
  if (step === 0)
    return {
      kind,
      title: `The API key of ${name} has expired`,
      body: `It ended on ${day}. Nothing is read or changed in Atlassian until there is a new one.\n\nCreate an API key without scopes in Atlassian Administration, then replace the access token.`,
    }
  return {
    kind,
    title: `The API key of ${name} expires in ${plural(Math.ceil(left), 'day')}`,
    body: `It ends on ${day}; from then on nothing is read or changed in Atlassian.\n\nCreate an API key without scopes in Atlassian Administration, then replace the access token. The old key works until then.`,
  }
}

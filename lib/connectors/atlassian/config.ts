import { z } from 'zod'

/** The stored configuration of an Atlassian connector. */
export const AtlassianConfig = z.object({
  organizationId: z.uuid(),
  organizationName: z.string().nullish(),
})
export type AtlassianConfig = z.infer<typeof AtlassianConfig>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const adminPage = /^(?:https?:\/\/)?admin\.atlassian\.com\/o\/([^/?#\s]+)(?:[/?#].*)?$/i

/**
 * The organization ID in what a person pasted: the bare UUID, or any address of Atlassian Administration
 * (`https://admin.atlassian.com/o/<id>/overview`, with or without scheme). Null when there is none.
 */
export function parseOrganizationId(input: string): string | null {
  const pasted = input.trim()
  const candidate = adminPage.exec(pasted)?.[1] ?? pasted
  return uuid.test(candidate) ? candidate.toLowerCase() : null
}

const shortestToken = 16

/** The access token in what a person pasted, or what is wrong with it. The message never repeats the input. */
export function parseAccessToken(
  input: string,
): { ok: true; token: string } | { ok: false; message: string } {
  const token = input.trim().replace(/^bearer\s+/i, '')
  if (token === '' || /^bearer$/i.test(token)) return { ok: false, message: 'Paste the access token.' }
  if (/\s/.test(token)) {
    return {
      ok: false,
      message: 'The access token has a space or a line break in it. Copy it again in one piece.',
    }
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return { ok: false, message: 'The access token has characters that no token has. Copy it again.' }
  }
  if (token.length < shortestToken) {
    return { ok: false, message: 'This is too short for an access token. Copy the whole key.' }
  }
  return { ok: true, token }
}

/** Deep link into Atlassian Administration: `adminUrl(id, '/users')`. */
export function adminUrl(organizationId: string, path = '/overview'): string {
  const tail = path.startsWith('/') ? path : `/${path}`
  return `https://admin.atlassian.com/o/${encodeURIComponent(organizationId)}${tail}`
}

/** Method and path template of an endpoint; the names in braces make no difference between two of them. */
export const templateOf = (endpoint: string): string => endpoint.replaceAll(/\{[^}]*\}/g, '{}')

const directory = '/v2/orgs/{}/directories/{}/'

/** A change in a directory: for its errors Atlassian's OpenAPI document names no body at all. */
export function isDirectoryWrite(endpoint: string): boolean {
  const [method = '', path = ''] = templateOf(endpoint).split(' ')
  return method !== 'GET' && path.startsWith(directory) && !path.endsWith('/search')
}

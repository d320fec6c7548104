import type { Route } from '../context.ts'

/** The route of a call with the values in its path; null when there is none. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | null {
  const given = decode(path)
  if (!given) return null
  for (const route of routes) {
    const params = route.method === method ? match(route.path.split('/'), given) : null
    if (params) return { route, params }
  }
  return null
}

/** Null for an escape that is none, such as `%zz`. */
function decode(path: string): string[] | null {
  try {
    return path.split('/').map((part) => decodeURIComponent(part))
  } catch {
    return null
  }
}

function match(template: string[], given: string[]): Record<string, string> | null {
  if (template.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of template.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith('{')) {
      if (value === '') return null
      params[part.slice(1, -1)] = value
    } else if (part !== value) return null
  }
  return params
}

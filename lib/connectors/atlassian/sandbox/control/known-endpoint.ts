import { templateOf } from '../http/endpoints.ts'
import { envelope } from '../replies.ts'
import { apiRoutes } from '../routes.ts'

/** @throws Refusal 400 for an endpoint that no call could ever match. */
export function requireKnownEndpoint(endpoint: string): void {
  const known = apiRoutes.some(({ method, path }) => templateOf(`${method} ${path}`) === templateOf(endpoint))
  if (known || endpoint === '*') return
  const detail = `There is no endpoint ${endpoint}: give method and path template, or *`
  throw envelope(400, 'SANDBOX-400', 'Invalid control request', detail)
}

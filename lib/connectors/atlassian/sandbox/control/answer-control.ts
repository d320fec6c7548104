import { findRoute } from '../http/find-route.ts'
import { parseBody, type Call } from '../http/read-request.ts'
import { envelope, type Reply } from '../replies.ts'
import { controlRoutes } from './control-routes.ts'

const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i

export const isControl = (path: string): boolean => path === '/__sandbox' || path.startsWith('/__sandbox/')

/** The answer of the controls. @throws Refusal. */
export function answerControl(call: Call): Reply {
  refuseBrowsers(call)
  const found = findRoute(controlRoutes, call.method, call.path)
  if (!found) throw envelope(404, 'SANDBOX-404', 'No such control', `${call.method} ${call.path}`)
  const { sandbox, query, baseUrl, text } = call
  return found.route.handle({ sandbox, query, baseUrl, params: found.params, body: parseBody(text) })
}

/** No web page may drive the sandbox: neither by a call of its own nor by a name of its own for this machine. */
function refuseBrowsers({ headers }: Call): void {
  if (headers.origin === undefined && loopback.test(headers.host ?? '')) return
  throw envelope(
    403,
    'SANDBOX-403',
    'Controls are for this machine',
    'No Origin, and a Host that is loopback',
  )
}

import type { Route } from '../context.ts'
import { countRequests, makeChange, resetRequests, showState } from '../handlers/control.ts'
import { addFault, clearFaults, listFaults } from './faults.ts'
import { listRateLimits, resetRateLimits, setRateLimit } from './rate-limits.ts'
import { changeSettings, resetSettings, showSettings } from './settings.ts'

/** The sandbox's own controls, without a token. */
export const controlRoutes: readonly Route[] = [
  { method: 'POST', path: '/__sandbox/faults', handle: addFault },
  { method: 'GET', path: '/__sandbox/faults', handle: listFaults },
  { method: 'DELETE', path: '/__sandbox/faults', handle: clearFaults },
  { method: 'POST', path: '/__sandbox/rate-limits', handle: setRateLimit },
  { method: 'GET', path: '/__sandbox/rate-limits', handle: listRateLimits },
  { method: 'DELETE', path: '/__sandbox/rate-limits', handle: resetRateLimits },
  { method: 'POST', path: '/__sandbox/settings', handle: changeSettings },
  { method: 'GET', path: '/__sandbox/settings', handle: showSettings },
  { method: 'DELETE', path: '/__sandbox/settings', handle: resetSettings },
  { method: 'GET', path: '/__sandbox/state', handle: showState },
  { method: 'GET', path: '/__sandbox/requests', handle: countRequests },
  { method: 'DELETE', path: '/__sandbox/requests', handle: resetRequests },
  { method: 'POST', path: '/__sandbox/changes', handle: makeChange },
]

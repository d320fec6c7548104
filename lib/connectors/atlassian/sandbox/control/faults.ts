import type { Context } from '../context.ts'
import { FaultInput } from '../http/fault.ts'
import { noContent, ok, type Reply } from '../replies.ts'
import { requireKnownEndpoint } from './known-endpoint.ts'
import { parseControl } from './parse-control.ts'

/** POST /__sandbox/faults */
export function addFault(context: Context): Reply {
  const fault = parseControl(FaultInput, context)
  requireKnownEndpoint(fault.endpoint)
  context.sandbox.faults.add(fault)
  return noContent
}

/** GET /__sandbox/faults: each with `left` (null: without an end) and `hits`. */
export function listFaults({ sandbox }: Context): Reply {
  return ok(sandbox.faults.list())
}

/** DELETE /__sandbox/faults */
export function clearFaults({ sandbox }: Context): Reply {
  sandbox.faults.clear()
  return noContent
}

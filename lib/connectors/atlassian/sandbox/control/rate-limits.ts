import { z } from 'zod'
import type { Context } from '../context.ts'
import { noContent, ok, type Reply } from '../replies.ts'
import { requireKnownEndpoint } from './known-endpoint.ts'
import { parseControl } from './parse-control.ts'

const RateLimitInput = z.strictObject({
  endpoint: z.string(),
  /** Calls in a window; null takes the limit away. */
  limit: z.int().min(0).nullable(),
  windowMs: z.int().min(1).max(3_600_000).default(60_000),
})

/** POST /__sandbox/rate-limits */
export function setRateLimit(context: Context): Reply {
  const rule = parseControl(RateLimitInput, context)
  requireKnownEndpoint(rule.endpoint)
  context.sandbox.rateLimits.set(rule)
  return noContent
}

/** GET /__sandbox/rate-limits */
export function listRateLimits({ sandbox }: Context): Reply {
  return ok(sandbox.rateLimits.list())
}

/** DELETE /__sandbox/rate-limits: back to those that Atlassian publishes, with nothing used. */
export function resetRateLimits({ sandbox }: Context): Reply {
  sandbox.rateLimits.reset()
  return noContent
}

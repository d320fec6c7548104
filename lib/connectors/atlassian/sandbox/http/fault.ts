import { validateHeaderName, validateHeaderValue } from 'node:http'
import { z } from 'zod'

/** Error bodies as Atlassian writes them: its applications, its gateways, its user management, its SCIM. */
export const errorForms = [
  'envelope',
  'single',
  'proxy',
  'routing',
  'user-management',
  'scim',
  'scim-gateway',
] as const

const duration = z.int().min(0).max(600_000)

/** What goes wrong with calls of an endpoint. */
const Fault = z.strictObject({
  /** Method and path template, or `*`. */
  endpoint: z.string(),
  /** How many calls it hits; 1 unless a share is given, then without an end. */
  count: z.int().min(1).optional(),
  /** How many calls that it would hit go well first. */
  skip: z.int().min(1).optional(),
  /** What part of the calls it hits, 0 to 1: the same ones for the same seed. */
  share: z.number().min(0).max(1).optional(),
  seed: z.string().default('faults'),
  /** The call is carried out, and then its answer goes wrong; lost when nothing else is said. */
  afterwards: z.boolean().optional(),
  delayMs: duration.optional(),
  /** Between pieces of the body. */
  trickleMs: duration.optional(),

  // Instead of the answer:
  status: z.int().min(200).max(599).optional(),
  body: z.unknown().optional(),
  /** Error body of that form. */
  form: z.enum(errorForms).optional(),
  code: z.string().optional(),
  detail: z.string().optional(),
  headers: z.record(z.string(), z.string()).refine(areHeaders, 'are no HTTP headers').optional(),
  /** `X-RateLimit-Reset` that many milliseconds from when the call is answered. */
  resetInMs: duration.optional(),
  /** Close the connection without an answer. */
  reset: z.boolean().optional(),
  /** A web page, as a proxy in between sends it. */
  html: z.boolean().optional(),
  /** The status and nothing else. */
  empty: z.boolean().optional(),
  /** JSON that ends in the middle. */
  malformed: z.boolean().optional(),
  /** Redirect there. */
  location: z.string().refine(isHeaderValue, 'is no address').optional(),

  // Done to the real answer:
  /** Close the connection in the middle of the body. */
  cutBody: z.boolean().optional(),
  /** Only the first rows, and no next page. */
  truncate: z.int().min(0).optional(),
  /** Rows without this field. */
  leaveOut: z.string().min(1).optional(),
  /** The next cursor is the one that the call came with; calls without one are not hit. */
  repeatCursor: z.boolean().optional(),
})

export type Fault = z.infer<typeof Fault>

/** A fault that can be carried out as it says. */
export const FaultInput = Fault.refine((fault) => !(isReplacement(fault) && isAlteration(fault)), {
  error: 'cutBody, truncate, leaveOut and repeatCursor need the real answer, which this fault replaces',
}).refine((fault) => fault.status !== undefined || !needsStatus(fault), {
  error: 'body, form, code, detail, empty and resetInMs need a status',
})

export function isReplacement(fault: Fault): boolean {
  const { reset, html, malformed, location, status } = fault
  return Boolean(reset || html || malformed) || location !== undefined || status !== undefined
}

export function isAlteration({ cutBody, truncate, leaveOut, repeatCursor }: Fault): boolean {
  return Boolean(cutBody || repeatCursor) || truncate !== undefined || leaveOut !== undefined
}

function needsStatus(fault: Fault): boolean {
  const { body, form, code, detail, empty, resetInMs } = fault
  return Boolean(empty) || [body, form, code, detail, resetInMs].some((value) => value !== undefined)
}

function areHeaders(headers: Record<string, string>): boolean {
  return Object.entries(headers).every(([name, value]) => isHeaderName(name) && isHeaderValue(value))
}

function isHeaderName(name: string): boolean {
  try {
    validateHeaderName(name)
    return true
  } catch {
    return false
  }
}

function isHeaderValue(value: string): boolean {
  try {
    validateHeaderValue('x', value)
    return true
  } catch {
    return false
  }
}

import { z } from 'zod'
import type { Context } from '../context.ts'
import { envelope } from '../replies.ts'

/** The body of a control call. @throws Refusal 400 that says what is wrong with which field. */
export function parseControl<T>(schema: z.ZodType<T>, { body }: Context): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw envelope(400, 'SANDBOX-400', 'Invalid control request', z.prettifyError(parsed.error))
}

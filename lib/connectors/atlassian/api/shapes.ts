import { z } from 'zod'

/*
 * Field names are from Atlassian's OpenAPI document; public clients measured that most documented fields can be null or
 * missing, so only ids and `data` are required. Unknown enum values pass; unknown fields are no mistake either, and dropped.
 */

export const text = z.string().nullish()
export const texts = z.array(z.string()).nullish()

const Links = z.object({ next: text }).nullish()

/** A page of a list. `data` is required: an answer without it is broken, not an empty list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), links: Links })
}

/** One thing under `data`. */
export function answerOf<T extends z.ZodType>(item: T) {
  return z.object({ data: item })
}

export const Count = z.object({ count: z.number() })

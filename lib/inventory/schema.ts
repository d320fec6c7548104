import { z } from 'zod'
import { PageKey } from '#lib/platform/db/keyset.ts'

const Search = z
  .string()
  .trim()
  .max(200)
  .refine((text) => !text.includes('\0'))
  .optional()
  .catch(undefined)

/** What the URL of a table may say; anything else in it is ignored. */
export const AccountFilter = PageKey.extend({
  q: Search,
  status: z.enum(['enabled', 'disabled', 'deleted']).optional().catch(undefined),
})
export type AccountFilter = z.infer<typeof AccountFilter>

export const ResourceFilter = PageKey.extend({
  q: Search,
  product: z
    .string()
    .max(80)
    .refine((text) => !text.includes('\0'))
    .optional()
    .catch(undefined),
})
export type ResourceFilter = z.infer<typeof ResourceFilter>

export const EntitlementFilter = PageKey.extend({
  q: Search,
  kind: z.enum(['role', 'membership']).optional().catch(undefined),
})
export type EntitlementFilter = z.infer<typeof EntitlementFilter>

export const HolderFilter = PageKey.extend({ q: Search })
export type HolderFilter = z.infer<typeof HolderFilter>

/** A day in an address; anything else is today. */
export const OnDay = z.object({ on: z.iso.date().optional().catch(undefined) })

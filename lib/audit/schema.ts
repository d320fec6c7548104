import type { z } from 'zod'
import { PageKey } from '#lib/platform/db/keyset.ts'

/** What the URL of the audit page may say. */
export const AuditFilter = PageKey
export type AuditFilter = z.infer<typeof AuditFilter>

import { z } from 'zod'
import { PageKey } from '#lib/platform/db/keyset.ts'

const Reason = z
  .string()
  .trim()
  .min(3, 'Say in a few words what it is needed for.')
  .max(1000, 'Use 1,000 characters at most.')

export const SubmitRequest = z.object({
  entitlementId: z.uuid({ message: 'Choose a role.' }),
  reason: Reason,
})
export type SubmitRequest = z.input<typeof SubmitRequest>

export const RevokeAccess = z.object({ accountId: z.uuid(), entitlementId: z.uuid(), reason: Reason })
export type RevokeAccess = z.input<typeof RevokeAccess>

export const RequestRef = z.object({ requestId: z.uuid() })

const Comment = z.string().trim().max(1000, 'Use 1,000 characters at most.').optional()
export const ApproveRequest = RequestRef.extend({ comment: Comment })
export const DenyRequest = RequestRef.extend({
  comment: z.string().trim().min(3, 'Say why, so that the requester knows what to do.').max(1000),
})

export const requestViews = ['mine', 'decide', 'all'] as const

export const RequestFilter = PageKey.extend({
  view: z.enum(requestViews).default('mine').catch('mine'),
  appId: z.uuid().optional().catch(undefined),
})
export type RequestFilter = z.infer<typeof RequestFilter>

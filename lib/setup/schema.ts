import { z } from 'zod'
import { ChosenPerson } from '#lib/users/schema.ts'

export const StartDraft = z.object({
  kind: z.enum(['atlassian', 'baton']),
  /** The app to attach it to, when that is known from where the person comes. */
  appId: z.uuid().optional(),
})
export type StartDraft = z.input<typeof StartDraft>

export const DraftRef = z.object({ draftId: z.uuid() })
export type DraftRef = z.input<typeof DraftRef>

/** What every step sends: which draft, and the version that the form was filled in on. */
const Step = DraftRef.extend({ version: z.number().int().min(0) })

export const SaveApp = Step.extend({
  attach: z.enum(['new_app', 'managed_app', 'unmanaged_app'], 'Choose what to attach it to.'),
  appId: z.uuid().nullable(),
  appName: z.string().trim().max(80, 'Use 80 characters at most.'),
}).superRefine(({ attach, appId, appName }, issues) => {
  if (attach === 'new_app' && appName === '')
    issues.addIssue({ code: 'custom', path: ['appName'], message: 'Give the app a name.' })
  if (attach !== 'new_app' && appId === null)
    issues.addIssue({ code: 'custom', path: ['appId'], message: 'Choose the app.' })
})
export type SaveApp = z.input<typeof SaveApp>

export const SaveOwners = Step.extend({
  owners: z.array(ChosenPerson).min(1, 'Choose at least one owner.').max(50, 'Choose 50 owners at most.'),
})
export type SaveOwners = z.input<typeof SaveOwners>

const day = /^\d{4}-\d{2}-\d{2}$/

export const SaveCredentials = Step.extend({
  /** Empty keeps the one that is stored. */
  accessToken: z.string().trim(),
  organization: z.string().trim(),
  /** Day on which the key expires, `2027-06-01`; empty when it is not known. */
  keyExpiresOn: z
    .string()
    .trim()
    .refine((text) => text === '' || isDay(text), 'Enter a date such as 2027-06-01.'),
})
export type SaveCredentials = z.input<typeof SaveCredentials>

export const SaveProvisioning = Step.extend({
  provisionRoles: z.boolean(),
  provisionMemberships: z.boolean(),
})
export type SaveProvisioning = z.input<typeof SaveProvisioning>

export const FindOrganizations = DraftRef.extend({ accessToken: z.string().trim() })
export type FindOrganizations = z.input<typeof FindOrganizations>

export const NoteSupportRequest = DraftRef.extend({ requested: z.boolean() })
export type NoteSupportRequest = z.input<typeof NoteSupportRequest>

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return day.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

import { z } from 'zod'

export const ConnectorRef = z.object({ connectorId: z.uuid() })

export const SetProvisioning = ConnectorRef.extend({
  provisionRoles: z.boolean(),
  provisionMemberships: z.boolean(),
})
export type SetProvisioning = z.input<typeof SetProvisioning>

export const ReplaceToken = ConnectorRef.extend({
  accessToken: z.string().trim().min(1, 'Paste the access token.'),
  /** The day as an input of type date writes it, for when Atlassian does not tell; empty: unknown. */
  keyExpiresOn: z.union([z.literal(''), z.iso.date('Enter a day, such as 2027-06-01.')]).optional(),
})
export type ReplaceToken = z.input<typeof ReplaceToken>

export const NoteSupportRequest = ConnectorRef.extend({ requested: z.boolean() })
export type NoteSupportRequest = z.input<typeof NoteSupportRequest>

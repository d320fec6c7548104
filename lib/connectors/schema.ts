import { z } from 'zod'

export const ConnectorRef = z.object({ connectorId: z.uuid() })

export const SetProvisioning = ConnectorRef.extend({
  provisionRoles: z.boolean(),
  provisionMemberships: z.boolean(),
})
export type SetProvisioning = z.input<typeof SetProvisioning>

export const ReplaceToken = ConnectorRef.extend({
  accessToken: z.string().trim().min(1, 'Paste the access token.'),
})

import { z } from 'zod'
import { parseOrganizationId } from './atlassian/config.ts'
import { isImage } from './baton/config.ts'

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

export const RotateCredential = ConnectorRef.extend({
  /** The living credential that was seen, so that nobody ends one that a colleague has just made. */
  replaces: z.uuid().nullable(),
})

/** What the manifests of a self-hosted connector are filled with. */
export const RunSettings = ConnectorRef.extend({
  image: z
    .string()
    .trim()
    .refine(isImage, 'Name registry, image and tag, such as ghcr.io/conductorone/baton-atlassian:latest.'),
  organization: z
    .string()
    .trim()
    .refine(
      (text) => text === '' || parseOrganizationId(text) !== null,
      'Paste the ID, or the address of Atlassian Administration it stands in. Or leave it empty.',
    ),
})
export type RunSettings = z.input<typeof RunSettings>

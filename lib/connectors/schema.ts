import { z } from 'zod'
import { ChosenPerson } from '#lib/users/schema.ts'
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

export const RenameConnector = ConnectorRef.extend({
  displayName: z.string().trim().min(1, 'Give the connector a name.').max(80, 'Use 80 characters at most.'),
})
export type RenameConnector = z.input<typeof RenameConnector>

export const SetConnectorOwners = ConnectorRef.extend({
  owners: z.array(ChosenPerson).min(1, 'Choose at least one owner.').max(50, 'Choose 50 owners at most.'),
})
export type SetConnectorOwners = z.input<typeof SetConnectorOwners>

/** A day as an input of type date writes it; empty: unknown. */
export const ChangeKeyExpiry = ConnectorRef.extend({
  keyExpiresOn: z.union([z.literal(''), z.iso.date('Enter a day, such as 2027-06-01.')]),
})
export type ChangeKeyExpiry = z.input<typeof ChangeKeyExpiry>

export const ChangeOrganization = ConnectorRef.extend({
  organization: z.string().trim().min(1, 'Paste the organization ID or the admin URL.'),
})
export type ChangeOrganization = z.input<typeof ChangeOrganization>

export const DeleteConnector = ConnectorRef.extend({ name: z.string().max(2000) })
export type DeleteConnector = z.input<typeof DeleteConnector>

import { z } from 'zod'

const longestLagMs = 60_000
const lag = z
  .int()
  .refine((ms) => ms >= 0 && ms <= longestLagMs, `must be from 0 to ${longestLagMs} milliseconds`)

/**
 * Behaviour that Atlassian leaves open, that only public clients have measured, or that a test wants different. What each
 * means, and how sure it is, is said in the README of connectors.
 */
const Settings = z.strictObject({
  visibilityLagMs: lag,
  assignMode: z.enum(['direct', 'default-group']),
  next: z.enum(['null', 'absent']),
  workspaceNext: z.enum(['cursor', 'url']),
  expandGroups: z.boolean(),
  hiddenFields: z.enum(['null', 'absent']),
  sameMember: z.union([z.literal(204), z.literal(409)]),
  keyScopes: z.array(z.string()).nullable(),
  keyRevoked: z.boolean(),
  insufficientScopeStatus: z.union([z.literal(401), z.literal(403)]),
  rolesEnabled: z.boolean(),
  rolesDisabledStatus: z.union([z.literal(403), z.literal(404)]),
  inviteEnabled: z.boolean(),
  membershipsEnabled: z.boolean(),
  rateLimitHeaders: z.enum(['on', 'off']),
  retryAfter: z.enum(['absent', 'seconds', 'date']),
  writeErrors: z.enum(['envelope', 'empty']),
  errorStatus: z.enum(['string', 'number']),
  unknownAccount: z.enum(['ADMIN-UAM-404-1', 'ADMIN-UAM-404-3']),
  requestIdHeader: z.enum(['none', 'atl-traceid', 'x-request-id']),
  answers: z.enum(['measured', 'documented']),
  directoriesDash: z.enum(['reads', 'none']),
  groupVisibleAfterMs: lag,
  removeAfterMs: lag,
  removeNonMember: z.union([z.literal(404), z.literal(204)]),
  serviceAccountMembership: z.enum(['accepted', 'refused']),
  workspaceTypeKey: z.enum(['present', 'absent']),
  projectRows: z.enum(['present', 'absent']),
  inferredRoles: z.enum(['none', 'organization-admin']),
  userManagement: z.enum(['centralized', 'original']),
  paidSubscription: z.boolean(),
  inviteRoleForm: z.enum(['role', 'ari']),
  eventsLicensed: z.boolean(),
  eventDelayMs: lag,
  eventContextIds: z.enum(['present', 'absent']),
  keyExpiresAt: z.union([z.enum(['in-ten-months', 'unsaid']), z.iso.datetime()]),
  keyList: z.enum(['readable', 'refused']),
  otherKey: z.enum(['none', 'idle', 'active', 'active-with-scopes']),
})

export type Settings = z.infer<typeof Settings>

/** What may be asked for: any of them. */
export const SettingsInput = Settings.partial()

export const defaultSettings: Readonly<Settings> = {
  visibilityLagMs: 0,
  assignMode: 'direct',
  next: 'null',
  workspaceNext: 'cursor',
  expandGroups: true,
  hiddenFields: 'null',
  sameMember: 204,
  keyScopes: null,
  keyRevoked: false,
  insufficientScopeStatus: 401,
  rolesEnabled: true,
  rolesDisabledStatus: 403,
  inviteEnabled: true,
  membershipsEnabled: true,
  rateLimitHeaders: 'on',
  retryAfter: 'absent',
  writeErrors: 'envelope',
  errorStatus: 'string',
  unknownAccount: 'ADMIN-UAM-404-1',
  requestIdHeader: 'none',
  answers: 'measured',
  directoriesDash: 'reads',
  groupVisibleAfterMs: 1500,
  removeAfterMs: 0,
  removeNonMember: 404,
  serviceAccountMembership: 'accepted',
  workspaceTypeKey: 'present',
  projectRows: 'present',
  inferredRoles: 'none',
  userManagement: 'centralized',
  paidSubscription: true,
  inviteRoleForm: 'role',
  eventsLicensed: true,
  eventDelayMs: 0,
  eventContextIds: 'present',
  keyExpiresAt: 'in-ten-months',
  keyList: 'readable',
  otherKey: 'none',
}

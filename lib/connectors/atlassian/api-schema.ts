import { z } from 'zod'

/*
 * Answers of Atlassian's organization API. Field names are from Atlassian's OpenAPI document; public clients measured that
 * most documented fields can be null or missing, so only ids and `data` are required. Unknown fields and unknown enum
 * values pass.
 */

const text = z.string().nullish()
const texts = z.array(z.string()).nullish()

const Links = z.looseObject({ next: text }).nullish()

/** A page of a list. `data` is required: an answer without it is broken, not an empty list. */
function pageOf<T extends z.ZodType>(item: T) {
  return z.looseObject({ data: z.array(item), links: Links })
}

export const Organization = z.looseObject({
  id: z.string(),
  attributes: z.looseObject({ name: text }).nullish(),
})
export type Organization = z.infer<typeof Organization>
export const OrganizationPage = pageOf(Organization)
export const OrganizationAnswer = z.looseObject({ data: Organization })

export const Directory = z.looseObject({ directoryId: z.string(), name: text })
export type Directory = z.infer<typeof Directory>
export const DirectoryPage = pageOf(Directory)

export const User = z.looseObject({
  accountId: z.string(),
  accountType: text,
  status: text,
  accountStatus: text,
  membershipStatus: text,
  addedToOrg: text,
  name: text,
  nickname: text,
  email: text,
  claimStatus: text,
  managementSource: text,
  mfaEnabled: z.boolean().nullish(),
  jobTitle: text,
  department: text,
  location: text,
  platformRoles: texts,
  counts: z.looseObject({ resources: z.number().nullish() }).nullish(),
  productAccess: z.array(z.looseObject({ id: text, key: text, lastActiveTimestamp: text })).nullish(),
  groups: z.array(z.looseObject({ id: z.string(), name: text })).nullish(),
  deactivatedOn: text,
  forDeletion: z.boolean().nullish(),
})
export type User = z.infer<typeof User>
export const UserPage = pageOf(User)

export const Group = z.looseObject({
  id: z.string(),
  name: text,
  description: text,
  directoryId: text,
  managementAccess: z.looseObject({ modifiable: z.boolean().nullish() }).nullish(),
  externalSynced: z.boolean().nullish(),
  managedBy: text,
  counts: z.looseObject({ users: z.number().nullish(), resources: z.number().nullish() }).nullish(),
})
export type Group = z.infer<typeof Group>
export const GroupPage = pageOf(Group)

export const GroupRole = z.looseObject({
  resourceId: z.string(),
  resourceOwner: text,
  roles: texts,
  defaultRole: text,
})
export type GroupRole = z.infer<typeof GroupRole>
export const GroupRolePage = pageOf(GroupRole)

export const UserRole = z.looseObject({
  resourceId: z.string(),
  resourceOwner: text,
  roles: texts,
  roleAssignments: z.array(z.looseObject({ role: z.string(), roleAssignmentMethods: texts })).nullish(),
})
export type UserRole = z.infer<typeof UserRole>
export const UserRolePage = pageOf(UserRole)

export const Workspace = z.looseObject({
  id: z.string(),
  type: text,
  attributes: z
    .looseObject({
      name: text,
      typeKey: text,
      type: text,
      status: text,
      hostUrl: text,
      capacity: z.number().nullish(),
      usage: z.number().nullish(),
      realm: text,
      createdAt: text,
    })
    .nullish(),
})
export type Workspace = z.infer<typeof Workspace>
export const WorkspacePage = pageOf(Workspace)

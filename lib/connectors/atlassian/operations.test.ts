import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  documentFile,
  findDeviations,
  openRecordedSandbox,
  type RecordedSandbox,
} from '#e2e/fixtures/recorded-sandbox.ts'
import type { RecordedCall } from '#e2e/fixtures/recorder.ts'
import type { GroupSearch } from './api/groups.ts'
import type { UserSearch } from './api/users.ts'
import { createAtlassianClient, type AtlassianClient } from './client.ts'
import { collect } from './http/pagination.ts'
import type { SandboxAccount } from './sandbox/records.ts'

const never = new AbortController().signal
let open: RecordedSandbox
let client: AtlassianClient

/** Every operation of the client with every filter it has, and what its answer must be like. */
const operations: Record<keyof AtlassianClient, () => Promise<unknown>> = {
  listOrganizations: async () => expect(await client.listOrganizations(never)).toHaveLength(1),
  getOrganization: async () => expect((await client.getOrganization(never)).id).toBe(open.organizationId),
  listDirectories: async () => expect(await client.listDirectories(never)).toHaveLength(1),
  listWorkspaces: async () =>
    expect(await collect(client.listWorkspaces(never, { limit: 5 }))).toHaveLength(
      open.model.workspaces.size,
    ),
  async searchUsers() {
    const expand: UserSearch['expand'] = ['platformRoles', 'groups', 'productAccess', 'counts.resources']
    const all = await collect(client.searchUsers({ limit: 100, expand }, never))
    expect(all).toHaveLength(open.model.accounts.size)
    const [resourceId] = open.model.workspaces.keys()
    const filter: UserSearch = {
      resourceIds: [resourceId ?? ''],
      roleIds: ['atlassian/user'],
      directoryIds: [open.directoryId],
      status: ['active'],
      claimStatus: 'managed',
      mfaEnabled: true,
      sortBy: [{ field: 'nick_name', direction: 'asc' }],
    }
    expect(await collect(client.searchUsers(filter, never))).not.toHaveLength(0)
    expect(await collect(client.searchUsers({ emails: ['grace.hopper@acme.example'] }, never))).toHaveLength(
      1,
    )
  },
  async searchHolders() {
    const [resourceId] = open.model.workspaces.keys()
    const filter = { resourceIds: [resourceId ?? ''], roleIds: ['atlassian/user'] }
    const holders = await collect(client.searchHolders(filter, never))
    const users = await collect(client.searchUsers(filter, never))
    expect(holders).toEqual(users.map(({ accountId }) => ({ accountId })))
    expect(holders).not.toHaveLength(0)
  },
  async countUsers() {
    expect(await client.countUsers({}, never)).toBe(open.model.accounts.size)
    const resourceIds = [open.workspace('confluence', 'acme')]
    const seats = { resourceIds, roleIds: ['atlassian/user', 'atlassian/admin'] }
    const counted = await client.countUsers({ ...seats, status: ['active'] }, never)
    expect(counted).toBe(open.model.seats(resourceIds[0] ?? '').size)
  },
  async readUserStats() {
    const { accountStatus } = await client.readUserStats(never)
    const total = (accountStatus ?? []).reduce((sum, one) => sum + one.count, 0)
    expect(total).toBe(open.model.accounts.size)
  },
  async getUser() {
    const user = await client.getUser(open.idOf('margaret.hamilton@acme.example'), never)
    expect(user).toMatchObject({ name: 'Margaret Hamilton', platformRoles: ['atlassian/org-admin'] })
  },
  async listUserRoles() {
    const grace = open.idOf('grace.hopper@acme.example')
    const filter = { resourceIds: [open.workspace('jira-software', 'acme')], roleIds: ['atlassian/user'] }
    expect(await client.listUserRoles(grace, never, filter)).toHaveLength(1)
  },
  async readLastActive() {
    const used = (one: SandboxAccount) => one.productAccess.find(({ key }) => key === 'confluence')
    const active = open.model.accounts.values().find(used)
    const { product_access } = await client.readLastActive(active?.accountId ?? '', never)
    expect(product_access).toContainEqual(expect.objectContaining({ key: 'confluence' }))
  },
  async searchGroups() {
    const expand = ['counts.users', 'counts.resources'] as const
    const all = await collect(client.searchGroups({ limit: 20, expand: [...expand] }, never))
    expect(all).toHaveLength(open.model.groups.size)
    const filter: GroupSearch = {
      accountIds: [open.idOf('grace.hopper@acme.example')],
      resourceOwners: ['jira-software'],
      resourceIds: [open.workspace('jira-software', 'acme')],
      roleIds: ['atlassian/user'],
    }
    const [through] = await collect(client.searchGroups(filter, never))
    expect(through?.name).toBe('jira-users-acme')
    const groupNames = ['JIRA-users-acme']
    const byName: GroupSearch = { groupNames, sortBy: [{ field: 'name', direction: 'desc' }] }
    expect(await collect(client.searchGroups(byName, never))).toHaveLength(1)
  },
  countGroups: async () => expect(await client.countGroups({}, never)).toBe(open.model.groups.size),
  async getGroup() {
    expect((await client.getGroup(open.group('jira-users-acme'), never)).directoryId).toBe(open.directoryId)
  },
  async listGroupRoles() {
    const rows = await client.listGroupRoles(open.group('jira-users-acme'), never)
    expect(rows).toMatchObject([{ resourceOwner: 'jira-software', defaultRole: 'atlassian/user' }])
  },
  async assignRole() {
    const ada = open.idOf('ada.lovelace@acme.example')
    const resource = open.workspace('confluence', 'acme')
    await client.assignRole(ada, 'atlassian/guest', resource, never)
    const [row] = await client.listUserRoles(ada, never, { resourceIds: [resource] })
    expect(row?.roleAssignments?.map((one) => one.role)).toContain('atlassian/guest')
  },
  async revokeRole() {
    const ada = open.idOf('ada.lovelace@acme.example')
    const resource = open.workspace('confluence', 'acme')
    await client.revokeRole(ada, 'atlassian/guest', resource, never)
    const rows = await client.listUserRoles(ada, never, {
      resourceIds: [resource],
      roleIds: ['atlassian/guest'],
    })
    expect(rows).toEqual([])
  },
  async assignOrganizationAdmin() {
    const ada = open.idOf('ada.lovelace@acme.example')
    await client.assignOrganizationAdmin(ada, never)
    expect((await client.getUser(ada, never)).platformRoles).toContain('atlassian/org-admin')
  },
  async revokeOrganizationAdmin() {
    const ada = open.idOf('ada.lovelace@acme.example')
    await client.revokeOrganizationAdmin(ada, never)
    expect((await client.getUser(ada, never)).platformRoles).toEqual([])
  },
  async createGroup() {
    await open.control('settings', { groupVisibleAfterMs: 0 })
    await client.createGroup(
      { directoryId: open.directoryId, name: 'night-shift', description: 'On call' },
      never,
    )
    expect(await collect(client.searchGroups({ groupNames: ['night-shift'] }, never))).toHaveLength(1)
  },
  async addMember() {
    const accountId = open.idOf('ada.lovelace@acme.example')
    await client.addMember({ ...open.ref('night-shift'), accountId }, never)
    expect(await members('night-shift')).toEqual([accountId])
  },
  async removeMember() {
    await client.removeMember(
      { ...open.ref('night-shift'), accountId: open.idOf('ada.lovelace@acme.example') },
      never,
    )
    expect(await members('night-shift')).toEqual([])
  },
  async assignGroupRole() {
    const resourceId = open.workspace('confluence', 'acme')
    await client.assignGroupRole({ ...open.ref('night-shift'), resourceId, roleId: 'atlassian/guest' }, never)
    expect(await client.listGroupRoles(open.group('night-shift'), never)).toMatchObject([
      { resourceId, roles: ['atlassian/guest'] },
    ])
  },
  async revokeGroupRole() {
    const resourceId = open.workspace('confluence', 'acme')
    await client.revokeGroupRole({ ...open.ref('night-shift'), resourceId, roleId: 'atlassian/guest' }, never)
    expect(await client.listGroupRoles(open.group('night-shift'), never)).toEqual([])
  },
  async deleteGroup() {
    await client.deleteGroup(open.ref('night-shift'), never)
    expect(await collect(client.searchGroups({ groupNames: ['night-shift'] }, never))).toEqual([])
  },
  async inviteAccounts() {
    const email = 'new.colleague@acme.example'
    const permissionRules = [{ resource: open.workspace('confluence', 'acme'), role: 'atlassian/guest' }]
    const additionalGroups = [open.group('jira-users-acme')]
    const invitation = { emails: [email], permissionRules, additionalGroups, sendNotification: true }
    const { data } = await client.inviteAccounts(invitation, never)
    expect(data).toMatchObject([{ email, id: open.idOf(email) }])
    expect((await client.getUser(open.idOf(email), never)).email).toBe(email)
  },
  async suspendAccount() {
    const who = { directoryId: open.directoryId, accountId: open.idOf('new.colleague@acme.example') }
    await client.suspendAccount(who, never)
    expect((await client.getUser(who.accountId, never)).status).toBe('suspended')
  },
  async restoreAccount() {
    const who = { directoryId: open.directoryId, accountId: open.idOf('new.colleague@acme.example') }
    await client.restoreAccount(who, never)
    expect((await client.getUser(who.accountId, never)).status).toBe('active')
  },
  async removeAccount() {
    const who = { directoryId: open.directoryId, accountId: open.idOf('new.colleague@acme.example') }
    await client.removeAccount(who, never)
    expect(
      await collect(client.searchUsers({ groupIds: [open.group('jira-users-acme')], limit: 100 }, never)),
    ).not.toContainEqual(expect.objectContaining({ accountId: who.accountId }))
  },
  async listEvents() {
    const filter = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 60_000) }
    const events = await collect(client.listEvents(filter, never))
    expect(events.length).toBeGreaterThan(5)
  },
  async streamEvents() {
    const since = new Date(Date.now() - 3_600_000)
    let kept: string | null = null
    let count = 0
    for await (const { events, cursor } of client.streamEvents({ since }, never)) {
      kept = cursor
      count += events.length
    }
    expect(count).toBeGreaterThan(5)
    await client.assignOrganizationAdmin(open.idOf('grace.hopper@acme.example'), never)
    const later = []
    for await (const { events } of client.streamEvents({ cursor: kept ?? '' }, never)) later.push(...events)
    expect(later).toHaveLength(1)
  },
  listEventActions: async () => expect(await client.listEventActions(never)).not.toHaveLength(0),
  async listApiKeys() {
    const [key] = await client.listApiKeys(never)
    expect(new Date(key?.expiresAt ?? '').getTime()).toBeGreaterThan(Date.now())
  },
}

describe.each(['measured', 'documented'] as const)(
  'with %s answers every operation is understood',
  (answers) => {
    const passed: RecordedCall[] = []
    beforeAll(async () => {
      open = await openRecordedSandbox(answers)
      client = createAtlassianClient(open.options)
    })
    afterAll(() => open.stop())

    it.each(Object.entries(operations))('%s', async (_name, run) => {
      await run()
      expect(open.calls.length).toBeGreaterThan(0)
      passed.push(...open.calls.splice(0))
    })

    it('and none is left out', () => {
      expect(Object.keys(operations).toSorted()).toEqual(Object.keys(client).toSorted())
    })

    it.runIf(documentFile && answers === 'documented')(
      'and is as Atlassian’s OpenAPI document says (compared when ATLASSIAN_OPENAPI names its file)',
      () => {
        const { deviations, operations: described } = findDeviations(passed)
        expect(deviations).toEqual([])
        expect(described).toBeGreaterThanOrEqual(30)
      },
    )
  },
)

async function members(name: string): Promise<string[]> {
  const found = await collect(client.searchUsers({ groupIds: [open.group(name)] }, never))
  return found.map((user) => user.accountId)
}

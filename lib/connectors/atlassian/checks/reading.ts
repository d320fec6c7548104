import { plural } from '#lib/platform/format.ts'
import type { Page } from '../http/pagination.ts'
import { adminKey, type Check, type Context, type Found } from './check.ts'

/** Whether everything that a sync reads can be read. */
export const readingChecks: readonly Check[] = [
  reading('directories', 'Directories can be read', checkDirectories),
  reading('users', 'Users can be read', checkUsers),
  reading('groups', 'Groups can be read', checkGroups),
  reading('workspaces', 'Workspaces can be read', checkWorkspaces),
  { ...reading('roles', 'Roles can be read', checkRoles), needs: ['users'] },
]

function reading(key: string, name: string, run: Check['run']): Check {
  return { key, name, required: true, needs: ['organization'], run }
}

async function checkDirectories(context: Context): Promise<Found> {
  const directories = await context.client.listDirectories(context.signal)
  const [first] = directories
  if (!first) {
    const message = 'The access token sees no directory.'
    return { state: 'failed', message, fix: adminKey, field: 'accessToken' }
  }
  context.directoryId = first.directoryId
  return { state: 'passed', message: `${plural(directories.length, 'directory', 'directories')}.` }
}

async function checkUsers(context: Context): Promise<Found> {
  const [user] = await firstPage(context.client.searchUsers({ limit: 1 }, context.signal))
  if (!user) return { state: 'warning', message: 'The list of users is empty.', fix: adminKey }
  context.accountId = user.accountId
  return { state: 'passed', message: 'The list of users can be read.' }
}

async function checkGroups({ client, signal }: Context): Promise<Found> {
  const groups = await firstPage(client.searchGroups({ limit: 1 }, signal))
  if (groups.length === 0) return { state: 'warning', message: 'The list of groups is empty.', fix: adminKey }
  return { state: 'passed', message: 'The list of groups can be read.' }
}

async function checkWorkspaces({ client, signal }: Context): Promise<Found> {
  const workspaces = await firstPage(client.listWorkspaces(signal, { limit: 1 }))
  if (workspaces.length === 0)
    return { state: 'warning', message: 'The list of workspaces is empty.', fix: adminKey }
  return { state: 'passed', message: 'The list of workspaces can be read.' }
}

async function checkRoles(context: Context): Promise<Found> {
  const { client, signal, accountId } = context
  if (!accountId)
    return { state: 'warning', message: 'There is no user to read the roles of.', fix: adminKey }
  const rows = await client.listUserRoles(accountId, signal)
  context.heldRoles = new Set(
    rows.flatMap((row) => [...(row.roles ?? []), ...(row.roleAssignments ?? []).map((one) => one.role)]),
  )
  return { state: 'passed', message: 'The roles of a user can be read.' }
}

async function firstPage<T>(pages: AsyncGenerator<Page<T>>): Promise<T[]> {
  for await (const { rows } of pages) return rows
  return []
}

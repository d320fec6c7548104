import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { root } from '../platform/paths.ts'

/** What was connected before set-ups, mails and deleting came: everything that was on is on. */

const folder = path.join(root, 'prisma/migrations')
const lastBefore = '20261124222500_staged_kept'
const name = `test_connecting_${process.pid}`

let server: pg.Client
let database: pg.Client

const open = async (databaseName: string) => {
  const url = new URL(inject('templateUrl'))
  url.pathname = `/${databaseName}`
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  return client
}

async function migrate(isWanted: (migration: string) => boolean): Promise<void> {
  const migrations = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isWanted(entry.name))
    .map((entry) => entry.name)
    .toSorted()
  expect(migrations).not.toEqual([])
  for (const migration of migrations)
    await database.query(readFileSync(path.join(folder, migration, 'migration.sql'), 'utf8'))
}

beforeAll(async () => {
  server = await open('postgres')
  await server.query(`create database ${name} template template0`)
  database = await open(name)
  await migrate((migration) => migration <= lastBefore)
})
afterAll(async () => {
  await database.end()
  await server.query(`drop database ${name}`)
  await server.end()
})

const id = (last: number) => `00000000-0000-7000-8000-${String(last).padStart(12, '0')}`
const [ada, grace, app, unmanaged, on, off, group, member, account, request] = Array.from(
  { length: 10 },
  (_, index) => id(index + 1),
)

test('switches, tokens, owners, schedules, requests and notices are as they were', async () => {
  await database.query(`
    insert into "User" (id, email, name, status) values
      ('${ada}', 'ada@acme.example', 'Ada Lovelace', 'active'), ('${grace}', 'grace@acme.example', 'Grace Hopper', 'invited');
    insert into "Invitation" (id, "userId", "tokenHash", "invitedBy", "expiresAt")
      values (uuidv7(), '${grace}', 'hash', '${ada}', now() + interval '7 days');
    insert into "App" (id, "displayName", managed, "createdAt")
      values ('${app}', 'Atlassian', true, '2026-01-02Z'), ('${unmanaged}', 'Figma', false, '2026-01-03Z');
    insert into "AppOwner" ("appId", "userId") values ('${app}', '${ada}');
    insert into "Connector" (id, "appId", kind, "displayName", config, secret, "secretHint", "secretSetAt",
        "provisioningEnabled", "syncEveryMinutes", "nextSyncAt", "createdById") values
      ('${on}', '${app}', 'atlassian', 'On', '{"organizationId": "x"}', 'v1.secret', 'cdef', '2026-01-04Z', true, 15,
        '2026-01-05Z', '${ada}'),
      ('${off}', '${app}', 'atlassian', 'Off', '{}', 'v1.other', 'abcd', '2026-01-04Z', false, 60, null, '${ada}');
    insert into "ConnectorOwner" ("connectorId", "userId") values ('${on}', '${ada}'), ('${on}', '${grace}');
    insert into "RemovalLimit" ("connectorId", kind, percent, objects) values ('${on}', 'accounts', 50, 500);
    insert into "Resource" (id, "appId", "connectorId", "resourceType", "externalId", "displayName", "firstSeenAt")
      values ('${group}', '${app}', '${on}', 'group', 'g', 'G', '2026-01-04Z');
    insert into "Entitlement" (id, "appId", "connectorId", "resourceId", "externalId", kind, slug, "displayName", "firstSeenAt")
      values ('${member}', '${app}', '${on}', '${group}', 'e', 'membership', 'member', 'Member', '2026-01-04Z');
    insert into "Account" (id, "appId", "connectorId", "externalId", "displayName", status, "vendorStatus", "accountType",
        external, "firstSeenAt")
      values ('${account}', '${app}', '${on}', 'a', 'A', 'enabled', 'active', 'user', false, '2026-01-04Z');
    insert into "Grant" (id, "appId", "connectorId", "entitlementId", "accountId", "firstSeenAt")
      values (uuidv7(), '${app}', '${on}', '${member}', '${account}', '2026-01-04Z');
    insert into "AccessRequest" (id, kind, status, "appId", "entitlementId", "accountId", "requesterId", reason, "notSentReason")
      values ('${request}', 'grant', 'approved', '${app}', '${member}', '${account}', '${grace}', 'Needed', 'provisioning_off');
    insert into "Notification" (id, "userId", kind, "subjectId", title, body, href)
      values (uuidv7(), '${ada}', 'sync-held', '${on}', 'Held', 'Look', '/connectors/${on}')`)

  await migrate((migration) => migration > lastBefore)

  const read = async (columns: string, table: string) =>
    (await database.query(`select ${columns} from "${table}" order by 1`)).rows
  expect(
    await read(
      `"displayName", "provisionRoles", "provisionMemberships", secret, "secretHint", "secretSetById", "syncEveryMinutes",
        "nextSyncAt" is not null as due, "deletedAt", "keyExpiresAt", "pausedAt"`,
      'Connector',
    ),
  ).toEqual([
    {
      displayName: 'Off',
      provisionRoles: false,
      provisionMemberships: false,
      secret: 'v1.other',
      secretHint: 'abcd',
      secretSetById: ada,
      syncEveryMinutes: 60,
      due: false,
      deletedAt: null,
      keyExpiresAt: null,
      pausedAt: null,
    },
    {
      displayName: 'On',
      provisionRoles: true,
      provisionMemberships: true,
      secret: 'v1.secret',
      secretHint: 'cdef',
      secretSetById: ada,
      syncEveryMinutes: 15,
      due: true,
      deletedAt: null,
      keyExpiresAt: null,
      pausedAt: null,
    },
  ])
  expect(
    await read(`"displayName", managed, "managedAt" = "createdAt" as since, source, "deletedAt"`, 'App'),
  ).toEqual([
    { displayName: 'Atlassian', managed: true, since: true, source: 'connector', deletedAt: null },
    { displayName: 'Figma', managed: false, since: null, source: 'connector', deletedAt: null },
  ])
  expect(await read(`"userId"`, 'ConnectorOwner')).toEqual([{ userId: ada }, { userId: grace }])
  expect(await read(`"userId"`, 'AppOwner')).toEqual([{ userId: ada }])
  expect(await read(`percent, objects`, 'RemovalLimit')).toEqual([{ percent: 50, objects: 500 }])
  expect(await read(`status, "notSentReason"`, 'AccessRequest')).toEqual([
    { status: 'approved', notSentReason: 'provisioning_off' },
  ])
  expect(await read(`"accountId", "endedAt"`, 'Grant')).toEqual([{ accountId: account, endedAt: null }])
  expect(await read(`title, action, "readAt", "resolvedAt"`, 'Notification')).toEqual([
    { title: 'Held', action: 'Open', readAt: null, resolvedAt: null },
  ])
  expect(await read(`"tokenHash", "invitedBy"`, 'Invitation')).toEqual([
    { tokenHash: 'hash', invitedBy: ada },
  ])
})

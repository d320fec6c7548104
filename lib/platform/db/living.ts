import { Prisma } from './generated/client.ts'

/** Apps that are not deleted; all others are not found. */
export const livingApp = { deletedAt: null } satisfies Prisma.AppWhereInput

/** Connectors that are not deleted, and whose app is not: nothing reads, syncs, provisions or shows any other. */
export const livingConnector = { deletedAt: null, app: livingApp } satisfies Prisma.ConnectorWhereInput

/** The same for a statement of our own that names the table `Connector` so. */
export const isLivingConnector = (alias: string): Prisma.Sql => {
  const connector = Prisma.raw(alias)
  return Prisma.sql`(${connector}."deletedAt" is null
    and exists (select 1 from "App" where id = ${connector}."appId" and "deletedAt" is null))`
}

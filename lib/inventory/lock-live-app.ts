import type { Tx } from '#lib/platform/db/client.ts'
import { notFound } from '#lib/platform/errors.ts'

/**
 * Keeps an app from being deleted for the rest of the transaction, which begins something in it. Comes before the locks of
 * what the app has: a deletion takes them in that order too.
 * @throws AppError not_found, also when it is deleted.
 */
export async function lockLiveApp(tx: Tx, appId: string): Promise<void> {
  const found = await tx.$queryRaw<unknown[]>`
    select 1 from "App" where id = ${appId}::uuid and "deletedAt" is null for share`
  if (found.length === 0) throw notFound('This app')
}

import { recordEvent } from '#lib/audit/record-event.ts'
import { lockConnector, requireManageable } from '#lib/connectors/lock-connector.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { SetSchedule } from '../schema.ts'
import { findNextStart } from './find-next-start.ts'
import { findCronProblem, isTimeZone } from './schedule.ts'

/**
 * Sets when a connector is synced by itself.
 * @throws AppError not_found, forbidden; invalid at the field for what is no schedule or comes too often.
 */
export async function setSchedule(actor: Actor, raw: SetSchedule): Promise<void> {
  const { connectorId, kind, ...input } = SetSchedule.parse(raw)
  requireManageable(actor, connectorId)
  const cron = kind === 'cron' ? input.cron.trim().replaceAll(/\s+/g, ' ') : null
  const everyMinutes = Number(input.everyMinutes)
  const now = new Date()
  if (cron !== null) requireCron(cron, input.timeZone, now)
  await transaction(async (tx) => {
    const connector = await lockConnector(tx, actor, connectorId)
    const schedule = {
      syncEveryMinutes: cron === null ? everyMinutes : connector.syncEveryMinutes,
      syncCron: cron,
      syncTimeZone: cron === null ? connector.syncTimeZone : input.timeZone,
    }
    const nextSyncAt = await findNextStart(tx, { id: connectorId, ...schedule }, now)
    await tx.connector.update({ where: { id: connectorId }, data: { ...schedule, nextSyncAt } })
    await recordEvent(tx, {
      event: 'connector.schedule_changed',
      actor,
      subject: { type: 'connector', id: connectorId, name: connector.displayName },
      appId: connector.appId,
      data: cron === null ? { everyMinutes } : { cron, timeZone: input.timeZone },
    })
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}

function requireCron(cron: string, timeZone: string, now: Date): void {
  if (!isTimeZone(timeZone))
    throw new AppError('invalid', 'The schedule is not stored.', { timeZone: 'There is no such time zone.' })
  const problem = findCronProblem(cron, timeZone, now)
  if (problem !== null) throw new AppError('invalid', 'The schedule is not stored.', { cron: problem })
}

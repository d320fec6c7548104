import { purgeDeletedApps } from '#lib/apps/deletion/purge-deleted-apps.ts'
import type { JobHandlers } from '#lib/jobs/work.ts'
import { giveUpMail } from '#lib/notifications/mail/give-up-mail.ts'
import { sendMail } from '#lib/notifications/mail/send-mail.ts'
import { notifyOfSync } from '#lib/notifications/notify-of-sync.ts'
import { warnOfExpiringKeys } from '#lib/notifications/warn-of-expiring-keys.ts'
import { giveUpRequest } from '#lib/provisioning/give-up-request.ts'
import { provisionRequest } from '#lib/provisioning/provision-request.ts'
import { verifyRequest } from '#lib/provisioning/verify-request.ts'
import { endConnector } from '#lib/setup/life/end-connector.ts'
import { giveUpSync } from '#lib/sync/give-up-sync.ts'
import { pruneSyncLogs } from '#lib/sync/schedule/prune-sync-logs.ts'
import { runSync } from '#lib/sync/run-sync.ts'
import { orderDueSyncs } from '#lib/sync/schedule/order-due-syncs.ts'

/** Which verb does which job. */
export const handlers: JobHandlers = {
  'notify-of-sync': ({ runId, about }) => notifyOfSync(runId, about),
  'send-mail': ({ mailId }, signal) => sendMail(mailId, signal),
  'warn-of-expiring-keys': () => warnOfExpiringKeys(),
  'order-due-syncs': () => orderDueSyncs(),
  'end-connector': ({ connectorId }, signal) => endConnector(connectorId, signal),
  'prune-sync-logs': async () => {
    await pruneSyncLogs()
  },
  'purge-deleted-apps': async (_, signal) => {
    await purgeDeletedApps(signal)
  },
  'run-sync': ({ runId }, signal) => runSync(runId, signal),
  'provision-request': ({ requestId }, signal, jobId) => provisionRequest(requestId, signal, jobId),
  'verify-request': ({ requestId }, signal) => verifyRequest(requestId, signal),
  'give-up-sync': ({ runId }) => giveUpSync(runId),
  'give-up-mail': ({ mailId }) => giveUpMail(mailId),
  'give-up-request': ({ requestId }) => giveUpRequest(requestId),
}

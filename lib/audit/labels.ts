import type { AuditEventName } from './events.ts'

const labels: Record<AuditEventName, string> = {
  'user.first_admin_created': 'First administrator created',
  'user.invited': 'Person invited',
  'user.invitation_accepted': 'Invitation accepted',
  'user.signed_in': 'Signed in',
  'connector.created': 'Connector created',
  'connector.secret_replaced': 'Access token replaced',
  'connector.provisioning_changed': 'Provisioning changed',
  'sync.started': 'Sync started',
  'sync.succeeded': 'Sync succeeded',
  'sync.partly_succeeded': 'Sync partly succeeded',
  'sync.held': 'Sync held for confirmation',
  'sync.failed': 'Sync failed',
  'sync.cancelled': 'Sync cancelled',
  'sync.held_plan_applied': 'Held plan applied',
  'sync.held_plan_discarded': 'Held plan discarded',
  'connector.removal_limit_changed': 'Limit of removals changed',
  'connector.schedule_changed': 'Schedule changed',
  'connector.paused': 'Connector paused',
  'connector.resumed': 'Connector resumed',
  'request.submitted': 'Request submitted',
  'request.approved': 'Request approved',
  'request.denied': 'Request denied',
  'request.cancelled': 'Request cancelled',
  'request.revocation_ordered': 'Revocation ordered',
  'request.not_sent': 'Request not sent',
  'request.sent': 'Change sent',
  'request.verified': 'Change verified',
  'request.unverified': 'Change not verified',
  'request.refused': 'Change refused',
  'request.retried': 'Sent again by order',
}

/** The words for what was recorded; an event of a later version keeps its own name. */
export const auditLabels: Record<string, string | undefined> = labels

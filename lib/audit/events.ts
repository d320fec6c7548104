/** The closed list of what is ever recorded. */
export const auditEvents = [
  'user.first_admin_created',
  'user.invited',
  'user.invitation_accepted',
  'user.signed_in',
  'connector.created',
  'connector.secret_replaced',
  'connector.provisioning_changed',
  'sync.started',
  'sync.succeeded',
  'sync.failed',
  'request.submitted',
  'request.approved',
  'request.denied',
  'request.cancelled',
  'request.revocation_ordered',
  'request.not_sent',
  'request.sent',
  'request.verified',
  'request.unverified',
  'request.refused',
  'request.retried',
] as const
export type AuditEventName = (typeof auditEvents)[number]

export type SubjectType = 'user' | 'connector' | 'request'

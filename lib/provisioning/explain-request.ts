import { AtlassianConfig, adminUrl } from '#lib/connectors/atlassian/config.ts'
import { isProvisioned } from '#lib/connectors/provisions.ts'
import type { RequestDetail } from '#lib/requests/types.ts'
import { explainFailure, type FailureNames } from './explain-failure.ts'
import type { RequestExplanation } from './types.ts'

/** Why a request has not happened, in plain words with the way on; null while nothing is wrong. */
export function explainRequest(request: RequestDetail): RequestExplanation | null {
  const { connector, entitlement, resource, account } = request
  const names = {
    kind: request.kind,
    person: account.displayName,
    role: entitlement.displayName,
    workspace: resource.displayName,
    connector: connector.displayName,
  }
  if (request.status === 'approved' && request.notSentReason === 'provisioning_off') {
    const ready = isProvisioned(connector, entitlement.kind)
    return {
      tone: 'warning',
      title: 'Approved, but nothing was sent to Atlassian',
      cause: `Provisioning is ${ready ? 'on by now' : 'off'} for ${names.connector}${ready ? '' : ', so the change was not attempted'}.`,
      remedy: ready
        ? 'Press Provision now to send it.'
        : `An owner of the connector switches provisioning on and presses Provision now, or makes the change by hand in Atlassian: ${toManualChange(names)}. The next sync will see it.`,
      next: ready ? ['retry'] : ['reconnect', 'open_vendor', 'retry'],
      vendorUrl: toVendorUrl(connector.config),
    }
  }
  if (request.status !== 'provisioning_failed' && request.status !== 'unverified') return null
  const attempt = request.attempts.at(-1)
  if (request.status === 'unverified') {
    return {
      tone: 'warning',
      title: 'Sent, but not seen in Atlassian yet',
      cause: `Atlassian accepted the change of ${names.role} on ${names.workspace} for ${names.person}, but does not show it.${attempt?.errorMessage ? ` ${attempt.errorMessage}` : ''}`,
      remedy: 'It may still come. Check again: the account is read before anything is sent a second time.',
      next: ['retry', 'open_vendor'],
      vendorUrl: toVendorUrl(connector.config),
    }
  }
  const explanation = explainFailure(attempt?.errorKind ?? null, names)
  return {
    tone: 'danger',
    title: toTitle(request.kind, attempt?.errorKind ?? null),
    ...explanation,
    vendorUrl: toVendorUrl(connector.config),
  }
}

const toManualChange = ({ kind, person, role, workspace }: FailureNames) =>
  kind === 'grant' ? `give ${person} ${role} on ${workspace}` : `take ${role} on ${workspace} from ${person}`

function toTitle(kind: RequestDetail['kind'], errorKind: string | null): string {
  if (errorKind === 'internal') return 'Rolecall could not finish it'
  if (errorKind === 'provisioning-off') return 'Nothing was sent to Atlassian'
  return kind === 'grant' ? 'Atlassian did not grant it' : 'Atlassian did not revoke it'
}

function toVendorUrl(config: unknown): string | null {
  const parsed = AtlassianConfig.safeParse(config)
  return parsed.success ? adminUrl(parsed.data.organizationId, '/users') : null
}

import type { ConnectorErrorKind } from '#lib/connectors/errors.ts'
import type { NextStep } from './types.ts'

export interface FailureNames {
  person: string
  role: string
  workspace: string
  connector: string
}

export interface Explanation {
  /** What happened, one sentence that names person, role and workspace. */
  cause: string
  /** Who can do something about it, and what. */
  remedy: string
  next: readonly NextStep[]
}

type Explain = (names: FailureNames) => Explanation

const explanations: Record<ConnectorErrorKind | 'internal', Explain> = {
  'invalid-role': ({ person, role, workspace }) => ({
    cause: `${workspace} does not have the role ${role}, so Atlassian did not give it to ${person}.`,
    remedy: 'Ask for another role there. If the role was added in Atlassian since, retry.',
    next: ['retry', 'open_vendor'],
  }),
  'inactive-account': ({ person, role, workspace }) => ({
    cause: `${person}’s Atlassian account is not active, so ${role} on ${workspace} was not granted.`,
    remedy: 'An organization admin restores the account in Atlassian Administration; then retry.',
    next: ['open_vendor', 'retry'],
  }),
  'seat-limit': ({ person, role, workspace }) => ({
    cause: `${workspace} has no free seat, so ${person} did not get ${role}.`,
    remedy: 'Free a seat by revoking it from somebody idle, or add seats in Atlassian billing; then retry.',
    next: ['open_vendor', 'retry'],
  }),
  forbidden: ({ person, role, workspace }) => ({
    cause: `Atlassian does not let this connector change ${role} on ${workspace} for ${person}.`,
    remedy:
      'Check that the API key is without scopes and was made by an organization admin. Where the role comes from a group of your identity provider, change it there. Atlassian may have to enable the user access endpoints for the organization.',
    next: ['reconnect', 'support_request', 'retry'],
  }),
  auth: ({ connector, person, role }) => ({
    cause: `Atlassian no longer accepts the access token of ${connector}, so ${role} for ${person} was not sent.`,
    remedy: 'An owner of the connector replaces the token; then retry.',
    next: ['reconnect', 'retry'],
  }),
  'not-found': ({ person, role, workspace }) => ({
    cause: `Atlassian does not know ${person} or ${workspace} any more, so ${role} was not changed.`,
    remedy:
      'Sync the connector to see what is there now. A person who left the organization has to be invited again first.',
    next: ['reconnect', 'open_vendor', 'retry'],
  }),
  conflict: ({ person, role, workspace }) => ({
    cause: `Atlassian says that ${role} on ${workspace} for ${person} is in conflict with what is there.`,
    remedy: 'Sync the connector to see what is there now, then retry.',
    next: ['retry', 'open_vendor'],
  }),
  'rate-limited': ({ person, role, workspace }) => ({
    cause: `Atlassian asked for a pause again and again, so ${role} on ${workspace} for ${person} is not done.`,
    remedy: 'Nothing is wrong with the request. Retry in a few minutes.',
    next: ['retry'],
  }),
  unavailable: ({ person, role, workspace }) => ({
    cause: `Atlassian did not answer, so it is not known whether ${person} has ${role} on ${workspace}.`,
    remedy: 'Retry: the account is read before anything is sent again.',
    next: ['retry'],
  }),
  'bad-response': ({ person, role, workspace }) => ({
    cause: `Atlassian answered in a way that Rolecall does not understand, so ${role} on ${workspace} for ${person} is not done.`,
    remedy: 'Retry. If it stays, report the answer below to the Rolecall project.',
    next: ['retry'],
  }),
  internal: ({ person, role, workspace }) => ({
    cause: `Something went wrong in Rolecall itself, so it is not known whether ${person} has ${role} on ${workspace}.`,
    remedy:
      'Retry: the account is read before anything is sent again. If it stays, whoever runs Rolecall finds the cause in the log of the worker.',
    next: ['retry'],
  }),
}

/** Says in plain words why a change was refused and how to go on. Unknown kinds are treated as bad-response. */
export function explainFailure(kind: string | null, names: FailureNames): Explanation {
  const known = Object.entries(explanations).find(([name]) => name === kind)
  return (known?.[1] ?? explanations['bad-response'])(names)
}

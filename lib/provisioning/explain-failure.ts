import type { ConnectorErrorKind } from '#lib/connectors/errors.ts'
import type { RequestKind } from '#lib/requests/types.ts'
import type { NextStep } from './types.ts'

export interface FailureNames {
  kind: RequestKind
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

/** “Ada was not given …”, “Ada still has …”: the state of things, for the end of a sentence. */
const notDone = ({ kind, person, role, workspace }: FailureNames) =>
  kind === 'grant'
    ? `${person} was not given ${role} on ${workspace}`
    : `${role} on ${workspace} was not taken from ${person}`

const notKnown = ({ kind, person, role, workspace }: FailureNames) =>
  `it is not known whether ${person} ${kind === 'grant' ? 'has' : 'still has'} ${role} on ${workspace}`

const explanations: Record<ConnectorErrorKind | 'internal' | 'provisioning-off', Explain> = {
  'invalid-role': (names) => ({
    cause: `${names.workspace} does not have the role ${names.role}, so ${notDone(names)}.`,
    remedy:
      names.kind === 'grant'
        ? 'Ask for another role there. If the role was added in Atlassian since, retry.'
        : 'Sync the connector to see what is held there now, or remove it in Atlassian Administration.',
    next: ['retry', 'open_vendor'],
  }),
  'inactive-account': (names) => ({
    cause: `${names.person}’s Atlassian account is not active, so ${notDone(names)}.`,
    remedy:
      names.kind === 'grant'
        ? 'An organization admin restores the account in Atlassian Administration; then retry.'
        : 'Nobody can sign in with an inactive account. To take the role away as well, an organization admin removes it in Atlassian Administration.',
    next: ['open_vendor', 'retry'],
  }),
  'seat-limit': (names) => ({
    cause: `${names.workspace} has no free seat, so ${notDone(names)}.`,
    remedy: 'Free a seat by revoking it from somebody idle, or add seats in Atlassian billing; then retry.',
    next: ['open_vendor', 'retry'],
  }),
  forbidden: ({ person, role, workspace }) => ({
    cause: `Atlassian does not let this connector change ${role} on ${workspace} for ${person}.`,
    remedy:
      'Check that the API key is without scopes and was made by an organization admin. Where the role comes from a group of your identity provider, change it there. Atlassian may have to enable the user access endpoints for the organization.',
    next: ['reconnect', 'support_request', 'retry'],
  }),
  auth: (names) => ({
    cause: `Atlassian no longer accepts the access token of ${names.connector}, so ${notDone(names)}.`,
    remedy: 'An owner of the connector replaces the token; then retry.',
    next: ['reconnect', 'retry'],
  }),
  'not-found': (names) => ({
    cause: `Atlassian does not know ${names.person} or ${names.workspace} any more, so ${notDone(names)}.`,
    remedy:
      names.kind === 'grant'
        ? 'Sync the connector to see what is there now. A person who left the organization has to be invited again first.'
        : 'Sync the connector to see what is there now: what is gone holds nothing any more.',
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
  unavailable: (names) => ({
    cause: `Atlassian did not answer, so ${notKnown(names)}.`,
    remedy: 'Retry: the account is read before anything is sent again.',
    next: ['retry'],
  }),
  'bad-response': ({ person, role, workspace }) => ({
    cause: `Atlassian answered in a way that Rolecall does not understand, so ${role} on ${workspace} for ${person} is not done.`,
    remedy: 'Retry. If it stays, report the answer below to the Rolecall project.',
    next: ['retry'],
  }),
  'provisioning-off': (names) => ({
    cause: `Provisioning was switched off for ${names.connector} while this was on its way, so ${notDone(names)}.`,
    remedy: 'An owner of the connector switches provisioning on; then retry.',
    next: ['reconnect', 'retry'],
  }),
  internal: (names) => ({
    cause: `Something went wrong in Rolecall itself, so ${notKnown(names)}.`,
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

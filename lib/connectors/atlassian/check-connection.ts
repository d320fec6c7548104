import type { Answering, ConnectionCheck, ConnectionReport, KnownOfKey } from '../contract.ts'
import { ConnectorError } from '../errors.ts'
import { probeCalls } from './api/probes.ts'
import { adminKey, type Check, type Context, type Found } from './checks/check.ts'
import { credentialChecks } from './checks/credentials.ts'
import { toDate } from './checks/expiry.ts'
import { readingChecks } from './checks/reading.ts'
import { writingChecks } from './checks/writing.ts'
import { createAtlassianClient } from './client.ts'
import { createPace, usualConcurrency } from './http/pace.ts'
import { createHttp, type HttpOptions } from './http/request.ts'

const all: readonly Check[] = [...credentialChecks, ...readingChecks, ...writingChecks]

interface Outcome {
  check: ConnectionCheck
  /** Name of the check that those which need this one fail by; null when they need not. */
  blockedBy: string | null
}

/**
 * Changes nothing and reports each check, several of them at a time. A failure is a failed check; only an abort by the
 * caller throws.
 */
export async function checkConnection(
  options: HttpOptions & { organizationId: string },
  signal: AbortSignal,
  known: KnownOfKey = {},
): Promise<ConnectionReport> {
  const context = openContext(options, signal, known)
  const outcomes = new Map<string, Promise<Outcome>>()
  const outcomeOf = async (key: string): Promise<Outcome | undefined> => outcomes.get(key)
  // A check may wait for one further down, so none begins before all of them are listed.
  const listed = Promise.resolve()
  for (const check of all)
    outcomes.set(
      check.key,
      listed.then(() => runInTurn(check, context, outcomeOf)),
    )
  const checks = (await Promise.all(outcomes.values())).map((one) => one.check)
  const { grant, revoke, invite, memberships } = context.writes
  return {
    ok: checks.every(({ required, state }) => !required || state === 'passed' || state === 'warning'),
    host: context.host,
    organizationName: context.organizationName,
    keyExpiresAt: toDate(context.ownKey?.expiresAt) ?? known.keyExpiresAt ?? null,
    keyLabel: context.ownKey?.label ?? null,
    writes: { roles: both(grant, revoke), invite, memberships },
    checks,
  }
}

function openContext(
  options: HttpOptions & { organizationId: string },
  signal: AbortSignal,
  known: KnownOfKey,
): Context {
  const pace = options.pace ?? createPace(usualConcurrency)
  return {
    client: createAtlassianClient({ ...options, pace }),
    probes: probeCalls({ http: createHttp({ ...options, pace }), orgId: options.organizationId }),
    host: new URL(options.baseUrl).host,
    signal,
    now: new Date(),
    known,
    listed: [],
    organizationName: null,
    ownKey: null,
    hasScopes: false,
    directoryId: null,
    accountId: null,
    heldRoles: null,
    writes: { grant: 'unknown', revoke: 'unknown', invite: 'unknown', memberships: 'unknown' },
  }
}

const both = (one: Answering, other: Answering): Answering => {
  if (one === 'disabled' || other === 'disabled') return 'disabled'
  return one === other ? one : 'unknown'
}

async function runInTurn(
  check: Check,
  context: Context,
  outcomeOf: (key: string) => Promise<Outcome | undefined>,
): Promise<Outcome> {
  const [needed] = await Promise.all([
    Promise.all(check.needs.map(outcomeOf)),
    Promise.all((check.after ?? []).map(outcomeOf)),
  ])
  const blockedBy = needed.find((one) => one?.blockedBy)?.blockedBy ?? null
  if (blockedBy !== null) {
    return { check: toCheck(check, 0, skipped(`Not tried, because “${blockedBy}” failed.`)), blockedBy }
  }
  if (isTimeUp(context.signal)) {
    const message = 'Not tried, because the time for the test was over.'
    return { check: toCheck(check, 0, { ...skipped(message), fix: 'Test again.' }), blockedBy: null }
  }
  const startedAt = performance.now()
  const found = await check.run(context).catch((error: unknown) => toFailure(error, check, context))
  const done = toCheck(check, Math.round(performance.now() - startedAt), found)
  return { check: done, blockedBy: done.state === 'failed' ? check.name : null }
}

const skipped = (message: string): Found => ({ state: 'skipped', message })

function toCheck(
  { key, name, required, consequence }: Check,
  durationMs: number,
  found: Found,
): ConnectionCheck {
  const isShort = found.state === 'failed' || found.state === 'warning'
  return {
    key,
    name,
    required,
    durationMs,
    consequence: isShort && !required ? (consequence ?? null) : null,
    fix: null,
    field: null,
    vendor: null,
    ...found,
  }
}

const isTimeUp = ({ aborted, reason }: AbortSignal): boolean =>
  aborted && reason instanceof DOMException && reason.name === 'TimeoutError'

/** What is not required and did not come to an answer is a warning: it may well work. */
function toFailure(error: unknown, { required }: Check, { signal, host }: Context): Found {
  const unanswered = required ? 'failed' : 'warning'
  const reach = `Check that this server can reach ${host}, then test again.`
  if (isTimeUp(signal))
    return { state: unanswered, message: 'Atlassian took too long to answer.', fix: reach }
  if (!(error instanceof ConnectorError)) throw error
  const { kind, message, vendor } = error
  if (kind === 'rate-limited') {
    return { state: unanswered, message, vendor, fix: 'Wait a minute, then test again.' }
  }
  if (kind === 'unavailable') return { state: unanswered, message, vendor, fix: reach }
  const failed = { state: 'failed', message, vendor } as const
  if (kind === 'auth' || kind === 'forbidden') return { ...failed, fix: adminKey, field: 'accessToken' }
  if (kind === 'bad-response') {
    return { ...failed, fix: `Check that nothing answers in the place of ${host}, then test again.` }
  }
  return { ...failed, fix: 'Check the organization ID, and that the key belongs to that organization.' }
}

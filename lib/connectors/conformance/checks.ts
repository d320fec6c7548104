import {
  syncPhases,
  type Connector,
  type EntitlementTarget,
  type PhaseCoverage,
  type SyncPage,
} from '../contract.ts'
import { ConnectorError, type ConnectorErrorKind } from '../errors.ts'
import { checkRemaining } from './losses.ts'
import { checkResume, stagedFrom, walkPhases } from './walks.ts'

/** A vendor's sandbox as the checks of the contract need it. */
export interface ContractStage {
  open: () => Connector
  /** It appears in no error. */
  secret: string
  /** What is true at the vendor, read past the connector. */
  truth: () => Promise<Truth>
  /** An account and an entitlement that it does not hold and may be given, one for each kind that can be changed. */
  free: { accountExternalId: string; target: EntitlementTarget }[]
  /** Changes that the vendor or the connector refuses, with the kind of the refusal. */
  refused: { accountExternalId: string; target: EntitlementTarget; kind: ConnectorErrorKind }[]
  unknownAccountExternalId: string
  /** Makes every further call fail as if the vendor were down, until the returned function is called. */
  takeDown: () => Promise<() => Promise<void>>
}

/** External ids, sorted. A grant is `<principal> <entitlement>`. */
export interface Truth {
  resources: string[]
  accounts: string[]
  grants: string[]
}

interface Check {
  name: string
  /** What is wrong, as lines to read. */
  run: (stage: ContractStage) => Promise<string[]>
}

const never = new AbortController().signal
const fromStart = { after: null, staged: stagedFrom([]) }

/** What every vendor's connector keeps to. A vendor's test runs all of them against its sandbox. */
export const contractChecks: readonly Check[] = [
  { name: 'the connection test names its checks', run: checkNames },
  { name: 'a full walk reads what is true, each thing once', run: checkWalk },
  { name: 'what a phase reads is covered by it or by a later one', run: checkCoverage },
  { name: 'a grant names an entitlement that was read before or with it', run: checkReferences },
  { name: 'what is granted is held, and what is revoked is not', run: checkChanges },
  { name: 'a refusal has its kind, a sentence, and no secret', run: checkRefusals },
  { name: 'what is not in its capabilities is refused', run: checkCapabilities },
  { name: 'what a list has left out is told from what is gone', run: (stage) => checkRemaining(stage) },
  { name: 'an account that is not there is not an error', run: checkUnknownAccount },
  { name: 'a phase that breaks throws', run: checkBreaks },
  { name: 'a phase goes on behind any page in another object', run: ({ open }) => checkResume(open) },
  { name: 'everything stops when it is told to', run: checkAborts },
]

async function checkNames({ open }: ContractStage): Promise<string[]> {
  const { ok, checks, organizationName } = await open().check(never)
  const keys = checks.map((check) => check.key)
  return [
    ...(ok && checks.length > 0 ? [] : ['the test of a good connection does not pass']),
    ...(organizationName ? [] : ['the organization has no name']),
    ...keys.filter((key, at) => keys.indexOf(key) !== at).map((key) => `two checks have the key ${key}`),
    ...checks.filter((check) => !check.name || !check.message).map((check) => `${check.key} says nothing`),
  ]
}

async function checkWalk({ open, truth }: ContractStage): Promise<string[]> {
  const resources: string[] = []
  const accounts: string[] = []
  const grants: string[] = []
  const wrong: string[] = []
  for await (const { phase, page } of walkPhases(open())) {
    if (!page.note) wrong.push(`${phase} has a page without a note`)
    resources.push(...(page.resources ?? []).map((one) => one.externalId))
    accounts.push(...(page.accounts ?? []).map((one) => one.externalId))
    grants.push(...grantKeys(page))
  }
  const expected = await truth()
  return [
    ...wrong,
    ...difference('resource', resources, expected.resources),
    ...difference('account', accounts, expected.accounts),
    // One grant may be seen in two ways, directly and by the role's list of holders.
    ...difference('grant', [...new Set(grants)], expected.grants),
  ]
}

async function checkCoverage({ open }: ContractStage): Promise<string[]> {
  const connector = open()
  const types = new Map<string, string>()
  const wrong = new Set<string>()
  for await (const { phase, page } of walkPhases(connector)) {
    const covers = syncPhases.slice(syncPhases.indexOf(phase)).map((one) => connector.coverage(one))
    for (const one of page.entitlements ?? []) types.set(one.externalId, one.resourceType)
    for (const line of beyond(covers, page, types))
      wrong.add(`${phase} reads ${line}, which no phase from there on covers`)
  }
  return [...wrong]
}

function beyond(covers: PhaseCoverage[], page: SyncPage, types: Map<string, string>): string[] {
  const resources = (page.resources ?? []).filter(
    ({ resourceType }) => !covers.some((one) => one.resourceTypes.includes(resourceType)),
  )
  const entitlements = (page.entitlements ?? []).filter(
    ({ resourceType }) => !covers.some((one) => one.entitlementsOn.includes(resourceType)),
  )
  const grants = (page.grants ?? []).filter(
    ({ principalType, entitlementExternalId }) =>
      !covers
        .flatMap((one) => one.grants)
        .some(
          ({ on, by, slugs }) =>
            by === principalType &&
            on === types.get(entitlementExternalId) &&
            (!slugs || slugs.includes(slugOf(entitlementExternalId))),
        ),
  )
  return [
    ...resources.map((one) => `a resource of type ${one.resourceType}`),
    ...(!covers.some((one) => one.accounts) && (page.accounts ?? []).length > 0 ? ['accounts'] : []),
    ...entitlements.map((one) => `an entitlement on a ${one.resourceType}`),
    ...grants.map((one) => `grants to an ${one.principalType} on a ${types.get(one.entitlementExternalId)}`),
  ]
}

const slugOf = (entitlementExternalId: string) =>
  entitlementExternalId.slice(entitlementExternalId.lastIndexOf('#') + 1)

async function checkReferences({ open }: ContractStage): Promise<string[]> {
  const known = new Map<string, string>()
  const wrong: string[] = []
  for await (const { phase, page } of walkPhases(open())) {
    for (const one of page.entitlements ?? []) known.set(one.externalId, one.resourceType)
    for (const { entitlementExternalId, on } of page.grants ?? []) {
      const type = known.get(entitlementExternalId)
      if (type !== on)
        wrong.push(`${phase} grants ${entitlementExternalId} on a ${on}, which is on ${type ?? 'nothing'}`)
    }
  }
  return wrong
}

async function checkChanges({ open, free }: ContractStage): Promise<string[]> {
  const connector = open()
  const wrong: string[] = free.length > 0 ? [] : ['there is nothing to try it with']
  for (const { accountExternalId, target } of free) {
    const what = `${target.kind} ${target.slug}`
    if (await isHeld(connector, accountExternalId, target)) wrong.push(`${what} is held before it is granted`)
    await connector.grant(accountExternalId, target, never)
    if (!(await isHeld(connector, accountExternalId, target)))
      wrong.push(`${what} is not held after its grant`)
    await connector.revoke(accountExternalId, target, never)
    if (await isHeld(connector, accountExternalId, target)) wrong.push(`${what} is held after its revocation`)
    const again = await failureOf(connector.revoke(accountExternalId, target, never))
    if (again) wrong.push(`${what} cannot be revoked twice: ${again.message}`)
  }
  return wrong
}

async function isHeld(
  connector: Connector,
  accountExternalId: string,
  { kind, slug, resourceExternalId }: EntitlementTarget,
): Promise<boolean> {
  const { groupExternalIds, roles } = await connector.readAccess(accountExternalId, never)
  if (kind === 'membership') return groupExternalIds.includes(resourceExternalId)
  return roles.some((role) => role.slug === slug && role.resourceExternalId === resourceExternalId)
}

async function checkRefusals({ open, refused, secret }: ContractStage): Promise<string[]> {
  const connector = open()
  const wrong: string[] = refused.length > 0 ? [] : ['there is nothing to try it with']
  for (const { accountExternalId, target, kind } of refused) {
    const error = await failureOf(connector.grant(accountExternalId, target, never))
    const what = `the refusal of ${target.slug} on ${target.resourceExternalId}`
    if (!(error instanceof ConnectorError)) {
      wrong.push(`${what} is ${error ? `a ${error.name}` : 'none'}`)
      continue
    }
    if (error.kind !== kind) wrong.push(`${what} is ${error.kind} instead of ${kind}`)
    if (!/^[A-Z].*\.$/.test(error.message)) wrong.push(`${what} is no sentence: ${error.message}`)
    if (!error.vendor.endpoint) wrong.push(`${what} names no call`)
    if (JSON.stringify([error.message, error.vendor]).includes(secret)) wrong.push(`${what} tells the secret`)
  }
  return wrong
}

async function checkCapabilities({ open, free }: ContractStage): Promise<string[]> {
  const connector = open()
  const [sample] = free
  if (!sample) return ['there is nothing to try it with']
  const none: EntitlementTarget = { ...sample.target, kind: 'membership', resourceType: 'workspace' }
  const { changes } = connector.capabilities
  const tried = await failureOf(connector.grant(sample.accountExternalId, none, never))
  return [
    ...(tried instanceof ConnectorError && tried.kind === 'invalid-role'
      ? []
      : ['it tries what it cannot do']),
    ...free
      .filter(
        ({ target }) => !changes.some(({ kind, on }) => kind === target.kind && on === target.resourceType),
      )
      .map(({ target }) => `${target.kind} on a ${target.resourceType} can be changed but is no capability`),
  ]
}

async function checkUnknownAccount({ open, unknownAccountExternalId }: ContractStage): Promise<string[]> {
  const { account, roles, groupExternalIds } = await open().readAccess(unknownAccountExternalId, never)
  return account === null && roles.length === 0 && groupExternalIds.length === 0 ? [] : ['it holds something']
}

async function checkBreaks({ open, takeDown }: ContractStage): Promise<string[]> {
  const connector = open()
  const bringUp = await takeDown()
  try {
    const wrong: string[] = []
    for (const phase of ['organization', 'workspaces', 'groups', 'accounts'] as const) {
      const error = await failureOf(readAll(connector.readPhase(phase, fromStart, never)))
      if (!(error instanceof ConnectorError)) wrong.push(`${phase} ends as if it were complete`)
    }
    return wrong
  } finally {
    await bringUp()
  }
}

async function checkAborts({ open, free }: ContractStage): Promise<string[]> {
  const connector = open()
  const reason = new Error('Told to stop.')
  const stopped = AbortSignal.abort(reason)
  const [sample] = free
  if (!sample) return ['there is nothing to try it with']
  const { accountExternalId, target } = sample
  const tries = {
    readPhase: readAll(connector.readPhase('organization', fromStart, stopped)),
    grant: connector.grant(accountExternalId, target, stopped),
    revoke: connector.revoke(accountExternalId, target, stopped),
    readAccess: connector.readAccess(accountExternalId, stopped),
  }
  const wrong: string[] = []
  for (const [name, attempt] of Object.entries(tries)) {
    if ((await failureOf(attempt)) !== reason) wrong.push(`${name} does not end with the reason`)
  }
  return wrong
}

function grantKeys(page: SyncPage): string[] {
  return (page.grants ?? []).map((one) => `${one.principalExternalId} ${one.entitlementExternalId}`)
}

function difference(what: string, read: string[], expected: string[]): string[] {
  const seen = new Set(read)
  const true_ = new Set(expected)
  return [
    ...expected.filter((one) => !seen.has(one)).map((one) => `${what} ${one} is not read`),
    ...[...seen].filter((one) => !true_.has(one)).map((one) => `${what} ${one} is read but not there`),
    ...(read.length === seen.size ? [] : [`${read.length - seen.size} ${what}s are read twice`]),
  ]
}

async function readAll(pages: AsyncIterable<SyncPage>): Promise<void> {
  for await (const page of pages) if (!page.note) return
}

async function failureOf(promise: Promise<unknown>): Promise<Error | null> {
  const failure: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  return failure instanceof Error ? failure : null
}

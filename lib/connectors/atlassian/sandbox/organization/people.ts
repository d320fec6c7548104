import type { Model } from '../model.ts'
import { plainAccount, type SandboxAccount } from '../records.ts'
import { giveAccess, giveEveryRole, surveyAccess, type Kind } from './access.ts'
import { daysAgo } from './days.ts'
import { createIdentities, type Identities } from './identities.ts'
import type { Random } from './random.ts'

/** Of a hundred accounts; the rest are employees. */
const shares: readonly (readonly [Kind, number])[] = [
  ['service', 1],
  ['customer', 6],
  ['guest', 3],
  ['contractor', 6],
]

const robots = ['Build Bot', 'Release Bot', 'Zapier Sync'] as const

/** Fills the organization up to that many accounts, with states, memberships and roles in the proportions of a real one. */
export function addPeople(model: Model, random: Random, accounts: number): void {
  const identities = createIdentities(model, random)
  const plan = surveyAccess(model)
  const hasRoom = () => model.accounts.size < accounts
  for (const name of robots) {
    if (!hasRoom()) return
    const robot = makeAccount(model, random, 'service', identities.ofRobot(name))
    giveAccess(model, random, plan, robot, 'service')
  }
  if (hasRoom()) {
    const owner = makeAccount(model, random, 'employee', identities.of('Dorothy Vaughan'))
    owner.jobTitle = 'Platform Owner'
    giveEveryRole(model, plan, owner)
  }
  for (let index = 0; hasRoom(); index += 1) {
    const kind = kindAt(index)
    const identity = kind === 'service' ? identities.ofRobot() : identities.any(index)
    const account = makeAccount(model, random, kind, identity)
    if (kind !== 'service') setState(account, index, random)
    if (account.claimStatus === 'unmanaged') account.hides = hiddenAt(index)
    giveAccess(model, random, plan, account, kind)
  }
}

/** By place and not by chance, so that every kind occurs in any organization of some size. 37 spreads them. */
function kindAt(index: number): Kind {
  let place = (index * 37) % 100
  for (const [kind, share] of shares) {
    if (place < share) return kind
    place -= share
  }
  return 'employee'
}

function hiddenAt(index: number): SandboxAccount['hides'] {
  if (index % 7 === 4) return 'profile'
  return index % 4 === 1 ? 'email' : 'nothing'
}

function makeAccount(
  model: Model,
  random: Random,
  kind: Kind,
  identity: ReturnType<Identities['of']>,
): SandboxAccount {
  const isManaged = kind === 'employee' || kind === 'service'
  const host = isManaged
    ? 'acme.example'
    : random.pick(['studio-nord.example', 'brightpath.example', 'mail.example'])
  const who = { accountId: makeId(random, kind), name: identity.name, email: identity.email(host) }
  const account = plainAccount(who, model.nextPosition())
  if (kind === 'service') account.accountType = 'app'
  if (kind === 'customer') account.accountType = 'customer'
  account.claimStatus = isManaged ? 'managed' : 'unmanaged'
  account.managementSource = isManaged && kind === 'employee' ? random.pick(['synced', 'invited']) : null
  account.mfaEnabled = kind === 'employee' && random.chance(0.8)
  account.jobTitle = kind === 'employee' ? identity.jobTitle : null
  account.addedToOrg = daysAgo(random.between(20, 2000))
  model.addAccount(account)
  return account
}

/** The forms that ids have been seen in by public clients; that of portal customers is a guess. */
function makeId(random: Random, kind: Kind): string {
  if (kind === 'service') return `557058:${random.uuid()}`
  if (kind === 'customer') return `qm:${random.uuid()}:${random.uuid()}`
  return random.chance(0.3) ? random.hex(24) : `712020:${random.uuid()}`
}

/** By place and not by chance, as the kinds. Only an account of the organization's own domains is deleted or never invited. */
function setState(account: SandboxAccount, index: number, random: Random): void {
  const place = index % 60
  if (place < 3) account.membershipStatus = 'suspended'
  else if (place < 5) {
    account.accountStatus = 'inactive'
    account.deactivatedOn = daysAgo(random.between(1, 300))
  } else if (place === 5) account.forDeletion = account.claimStatus === 'managed'
  else if (place === 6 && account.claimStatus === 'managed') account.membershipStatus = 'no_membership'
}

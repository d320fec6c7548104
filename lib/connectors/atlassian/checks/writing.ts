import { ConnectorError, type VendorAnswer } from '../../errors.ts'
import { probeRoles } from '../api/probes.ts'
import { adminKey, type Check, type Context, type Found, type Write } from './check.ts'

const askSupport =
  'Raise the support request that asks Atlassian to enable it; once Atlassian has answered, test again.'
const testAgain = 'Test again in a minute.'

/** Whether Atlassian takes changes, found by calls that it can only refuse. */
export const writingChecks: readonly Check[] = [
  {
    key: 'grant',
    name: 'Grant User Access answers',
    required: false,
    needs: ['users'],
    after: ['scopes'],
    consequence: 'Approved requests for workspace roles will be refused.',
    run: checkGrant,
  },
  {
    key: 'revoke',
    name: 'Revoke User Access answers',
    required: false,
    needs: ['roles'],
    after: ['scopes', 'grant'],
    consequence: 'Workspace roles cannot be taken away from here.',
    run: checkRevoke,
  },
  {
    key: 'invite',
    name: 'Invite User to Org answers',
    required: false,
    needs: ['organization'],
    after: ['scopes'],
    consequence: 'Nobody can be invited to the organization from here.',
    run: checkInvite,
  },
  {
    key: 'memberships',
    name: 'Group membership can be changed',
    required: false,
    needs: ['directories'],
    after: ['scopes'],
    consequence: 'Approved requests for group memberships will be refused.',
    run: checkMemberships,
  },
]

async function checkGrant(context: Context): Promise<Found> {
  const { probes, signal, accountId } = context
  if (!accountId) return { state: 'skipped', message: 'Not tried, because there is no user to ask about.' }
  const error = await refusalOf(probes.grantNowhere(accountId, 'atlassian/customer', signal))
  if (!error) return unexpected(accountId)
  return judge(context, 'grant', 'Grant User Access', error)
}

async function checkRevoke(context: Context): Promise<Found> {
  const { probes, signal, accountId, heldRoles } = context
  const role = probeRoles.find((one) => heldRoles?.has(one) === false)
  if (!accountId || !role) {
    return { state: 'skipped', message: 'Not tried, because there is no user to ask about without risk.' }
  }
  const error = await refusalOf(probes.revokeNowhere(accountId, role, signal))
  if (!error) return unexpected(accountId)
  return judge(context, 'revoke', 'Revoke User Access', error)
}

async function checkInvite(context: Context): Promise<Found> {
  const error = await refusalOf(context.probes.inviteNobody(context.signal))
  if (error) return judge(context, 'invite', 'Invite User to Org', error)
  // An invitation of nobody is carried out by doing nothing.
  return answers(context, 'invite', 'Invite User to Org')
}

async function checkMemberships(context: Context): Promise<Found> {
  const { probes, signal, directoryId } = context
  if (!directoryId) return { state: 'skipped', message: 'Not tried, because there is no directory.' }
  const error = await refusalOf(probes.joinNowhere(directoryId, signal))
  if (!error) return unexpected(null)
  return judge(context, 'memberships', 'Add User to Group', error)
}

async function refusalOf(call: Promise<void>): Promise<ConnectorError | null> {
  try {
    await call
    return null
  } catch (error) {
    if (error instanceof ConnectorError) return error
    throw error
  }
}

function answers(context: Context, write: Write, what: string): Found {
  context.writes[write] = 'answers'
  return { state: 'passed', message: `${what} answers. Nothing was changed.` }
}

function judge(context: Context, write: Write, what: string, { vendor, message }: ConnectorError): Found {
  const meaning = meaningOf(vendor, write)
  if (meaning === 'answers') return answers(context, write, what)
  if (meaning === 'unknown') {
    const cause = `It could not be told whether ${what} answers. ${message}`
    return { state: 'warning', message: cause, fix: testAgain, vendor }
  }
  context.writes[write] = 'disabled'
  return { state: 'failed', vendor, ...explain(meaning, write, what, context.hasScopes) }
}

type Meaning = 'answers' | 'not-enabled' | 'scopes' | 'key' | 'unpaid' | 'unknown'

/** What the refusal of a call says that cannot be carried out. */
function meaningOf({ status, code, title, detail }: VendorAnswer, write: Write): Meaning {
  const saysNothing = code === null && title === null && detail === null
  if (status === 402) return 'unpaid'
  if (code === 'INSUFFICIENT_SCOPE' || title === 'INSUFFICIENT_SCOPE') return 'scopes'
  if (status === 401) return 'key'
  if (status === 403 || status === 405) return 'not-enabled'
  if (status === 404) {
    // The application says with a code what it does not know, or nothing at all of a group; the router in front has no code.
    const isOfApplication = code !== null || (write === 'memberships' && saysNothing)
    return isOfApplication ? 'answers' : 'not-enabled'
  }
  // A proxy in between may refuse as well, but not in Atlassian's form.
  return (status === 400 || status === 409) && !saysNothing ? 'answers' : 'unknown'
}

function explain(
  meaning: Exclude<Meaning, 'answers' | 'unknown'>,
  write: Write,
  what: string,
  hasScopes: boolean,
): Pick<Found, 'message' | 'fix' | 'field'> {
  if (meaning === 'unpaid') {
    const message = `${what} is only for organizations with a paid subscription.`
    return { message, fix: 'Invite people in Atlassian Administration instead.' }
  }
  if (meaning === 'key') {
    const message = `Atlassian does not accept the access token for ${what}.`
    return { message, fix: adminKey, field: 'accessToken' }
  }
  if (meaning === 'scopes' || hasScopes) {
    const message = `The access token was created with scopes, so Atlassian refuses ${what}.`
    return { message, fix: adminKey, field: 'accessToken' }
  }
  if (write === 'memberships') {
    return { message: `Atlassian does not allow ${what} with this access token.`, fix: adminKey }
  }
  return { message: `${what} is not enabled for this organization.`, fix: askSupport }
}

/** Accepted what says neither where nor, for a group, whom: nothing can have been meant by it, but a person should look. */
function unexpected(accountId: string | null): Found {
  return {
    state: 'warning',
    message: 'Atlassian accepted a call that it should have refused, because it does not say what to change.',
    fix: accountId
      ? `Look at the roles of the account ${accountId} in Atlassian Administration, and report this to Atlassian.`
      : 'Report this to Atlassian.',
  }
}

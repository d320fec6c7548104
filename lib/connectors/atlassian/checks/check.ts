import type { Answering, ConnectionCheck, KnownOfKey } from '../../contract.ts'
import type { ConnectorError } from '../../errors.ts'
import type { ApiKey } from '../api/keys.ts'
import type { Organization } from '../api/organizations.ts'
import type { probeCalls } from '../api/probes.ts'
import type { AtlassianClient } from '../client.ts'

/** What one check has found; what is left out is null, and the consequence that of its check. */
export type Found = Pick<ConnectionCheck, 'state' | 'message'> &
  Partial<Pick<ConnectionCheck, 'consequence' | 'fix' | 'field' | 'vendor'>>

export type Write = 'grant' | 'revoke' | 'invite' | 'memberships'

/** What a test is made with, and what its checks have found for those after them and for the report. */
export interface Context {
  readonly client: AtlassianClient
  readonly probes: ReturnType<typeof probeCalls>
  readonly host: string
  readonly signal: AbortSignal
  readonly now: Date
  readonly known: KnownOfKey
  /** Organizations that the key lists, or why it could not. */
  listed: Organization[] | ConnectorError
  organizationName: string | null
  /** The key itself, where it can be told which one it is. */
  ownKey: ApiKey | null
  hasScopes: boolean
  directoryId: string | null
  /** Somebody whose roles can be read. */
  accountId: string | null
  /** What they hold anywhere; null: not read. */
  heldRoles: ReadonlySet<string> | null
  writes: Record<Write, Answering>
}

export interface Check {
  key: string
  name: string
  required: boolean
  /** Checks that it is pointless without: it is skipped when one of them has failed. */
  needs: readonly string[]
  /** Checks whose findings it uses when there are some. */
  after?: readonly string[]
  /** What will not work when it does not pass, of a check that is not required. */
  consequence?: string
  run(context: Context): Promise<Found>
}

export const adminKey = 'Create the key in Atlassian Administration as an organization admin, without scopes.'

import { formatCount } from '#lib/platform/format.ts'
import type { SyncPage, SyncPhase, StagedSoFar } from '../../contract.ts'
import type { AtlassianClient } from '../client.ts'

/** What every phase reads with. */
export interface Reading {
  client: AtlassianClient
  organizationId: string
  staged: StagedSoFar
  signal: AbortSignal
}

/** @param after `resume` of the page to go on behind; null: from the beginning. */
export type ReadPhase = (reading: Reading, after: string | null) => AsyncGenerator<SyncPage>

/** A page before it is known where the phase goes on behind it. */
export type Content = Omit<SyncPage, 'resume'>

/** Lists read at the same time; the client bounds the calls themselves. */
export const width = 4

/**
 * That nothing was staged says that the phases before were not read, not that there are no groups or workspaces: the
 * first of them always stages the organization.
 * @throws Error when nothing was staged.
 */
export async function requireStaged(staged: StagedSoFar, phase: SyncPhase): Promise<void> {
  if ((await staged.resources('organization')).length > 0) return
  throw new Error(`The phases before "${phase}" must be read first.`)
}

/** `Groups 101 to 200`. */
export function spanNote(what: string, from: number, count: number): string {
  return count === 0 ? `${what}: none` : `${what} ${formatCount(from + 1)} to ${formatCount(from + count)}`
}

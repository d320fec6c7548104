import { openJournal } from './journal.ts'
import type { Model } from './model.ts'
import { defaultOptions, makeAccessToken, type Options } from './options.ts'
import { createOrganization } from './organization/create-organization.ts'
import { startServer, type RunningServer } from './server.ts'
import { Simulation } from './simulation.ts'

/** A running local Atlassian organization. */
export interface Sandbox extends RunningServer {
  organizationId: string
  accessToken: string
  /** What is true in it, for tests in the same process; from outside ask `/__sandbox/state`. */
  model: Model
}

/**
 * Makes the organization, brings it to what the journal says, and listens on the loopback interface.
 * @param accessToken the key it accepts; that of the seed unless given.
 * @throws Error with one sentence for a journal that is none; the error of `listen` for a port that is taken.
 */
export async function startSandbox(
  input: Partial<Options> & { accessToken?: string } = {},
): Promise<Sandbox> {
  const options = { ...defaultOptions, ...input }
  const model = createOrganization(options)
  const accessToken = input.accessToken || makeAccessToken(options.seed)
  const record = options.state ? { record: openJournal(options.state, model) } : {}
  const running = await startServer(new Simulation({ model, accessToken, ...record }), options.port)
  return { ...running, organizationId: model.organizationId, accessToken, model }
}

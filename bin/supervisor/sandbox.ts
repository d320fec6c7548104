import path from 'node:path'
import { z } from 'zod'
import { Failure } from '../platform/failure.ts'
import { root } from '../platform/paths.ts'
import { startMember } from './crew.ts'
import type { Member } from './crew.ts'

/** The one line that the sandbox prints when it is ready. */
const Announcement = z.object({ baseUrl: z.url(), organizationId: z.string(), accessToken: z.string() })

export type SandboxAccess = z.infer<typeof Announcement>

const patienceMs = 30_000

/** Starts the local Atlassian organization; `ready` resolves when it listens. */
export function startSandbox(
  dataFolder: { path: string; logs: string },
  env: NodeJS.ProcessEnv,
): { member: Member; ready: Promise<SandboxAccess> } {
  const announced = Promise.withResolvers<string>()
  const state = path.join(dataFolder.path, 'sandbox.jsonl')
  const member = startMember({
    role: 'sandbox',
    args: [path.join(root, 'bin/sandbox.mjs'), '--state', state],
    env,
    logs: dataFolder.logs,
    onFirstLine: announced.resolve,
  })
  const timer = setTimeout(
    () => announced.reject(notReady(member, `said nothing for ${patienceMs / 1000} s`)),
    patienceMs,
  )
  const ended = member.ended.then((how) => Promise.reject(notReady(member, `ended with ${how}`)))
  const ready = Promise.race([announced.promise, ended]).then((line) => parse(line, member))
  return { member, ready: ready.finally(() => clearTimeout(timer)) }
}

function parse(line: string, member: Member): SandboxAccess {
  try {
    return Announcement.parse(JSON.parse(line))
  } catch {
    throw notReady(member, 'did not say where it listens')
  }
}

function notReady(member: Member, what: string): Failure {
  return new Failure(
    `The Atlassian sandbox ${what}. Its messages are above and in ${member.logFile}.`,
    member.lastLines(),
  )
}

import { parseArgs } from 'node:util'
import { createRandom } from './organization/random.ts'

export interface Options {
  port: number
  seed: string
  accounts: number
  groups: number
  sites: number
  /** Journal of changes; null keeps them in memory only. */
  state: string | null
}

export const defaultOptions: Options = {
  port: 0,
  seed: 'rolecall',
  accounts: 240,
  groups: 48,
  sites: 3,
  state: null,
}

/** Reads the flags. @throws Error with one sentence for a flag or a value that does not exist. */
export function readOptions(args: string[]): Options {
  const { values } = parse(args)
  const { port, seed, accounts, groups, sites, state } = defaultOptions
  return {
    port: readNumber('port', values.port, port, 0, 65_535),
    seed: values.seed ?? seed,
    accounts: readNumber('accounts', values.accounts, accounts, 5, 200_000),
    groups: readNumber('groups', values.groups, groups, 1, 50_000),
    sites: readNumber('sites', values.sites, sites, 1, 50),
    state: values.state ?? state,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        seed: { type: 'string' },
        accounts: { type: 'string' },
        groups: { type: 'string' },
        sites: { type: 'string' },
        state: { type: 'string' },
      },
    })
  } catch (error) {
    const what = error instanceof Error ? error.message.split(/\.\s/)[0] : 'Unknown flag'
    throw new Error(`${what}. Flags: --port, --seed, --accounts, --groups, --sites, --state.`, {
      cause: error,
    })
  }
}

function readNumber(
  name: string,
  value: string | undefined,
  fallback: number,
  from: number,
  to: number,
): number {
  if (value === undefined) return fallback
  const number = Number(value)
  if (/^\d+$/.test(value) && number >= from && number <= to) return number
  throw new Error(`--${name} must be a whole number from ${from} to ${to}.`)
}

/** The access token of a seed, in the shape of a real key. */
export function makeAccessToken(seed: string): string {
  const random = createRandom(`token ${seed}`)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'
  const secret = Array.from({ length: 170 }, () => alphabet.charAt(random.between(0, 63))).join('')
  return `ATCTT3xFfGN0${secret}=${random.hex(8).toUpperCase()}`
}

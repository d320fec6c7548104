import { refusals, type Reply } from './replies.ts'
import type { Simulation } from './simulation.ts'

/** One call as handlers see it. */
export interface Context {
  sandbox: Simulation
  params: Record<string, string>
  query: URLSearchParams
  /** The parsed body; an empty record when there was none. */
  body: Record<string, unknown>
  /** `http://127.0.0.1:<port>/admin` */
  baseUrl: string
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  handle(context: Context): Reply
}

/** The end of a list, written the way the switch says. */
export function links(context: Context, next: string | null): Record<string, string | null> {
  if (next !== null) return { next }
  return context.sandbox.settings.next === 'null' ? { next: null } : {}
}

/** A whole number within its limits. @throws Refusal 400 otherwise. */
export function readLimit(value: unknown, fallback: number, most: number): number {
  if (value === undefined || value === null) return fallback
  const limit = Number(value)
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit
  throw refusals.badRequest(`limit must be between 1 and ${most}`)
}

/** A list of strings from a body, at most `most`. Null when it is not given. @throws Refusal 400 for anything else. */
export function readList(value: unknown, name: string, most: number): string[] | null {
  if (value === undefined || value === null) return null
  const isList = Array.isArray(value) && value.every((one): one is string => typeof one === 'string')
  if (isList && value.length >= 1 && value.length <= most) return value
  throw refusals.badRequest(`${name} must have 1 to ${most} entries`)
}

/** Where filters are read from: the body of a search, or the query of a list, where a list repeats its name. */
export type Given = (name: string) => unknown

export const listsFromQuery =
  ({ query }: Context): Given =>
  (name) =>
    query.has(name) ? query.getAll(name) : undefined

/** A list whose values are all known. @throws Refusal 400 otherwise. */
export function readChoices(
  value: unknown,
  name: string,
  most: number,
  known: ReadonlySet<string>,
): string[] | null {
  const list = readList(value, name, most)
  const unknown = list?.find((one) => !known.has(one))
  if (unknown !== undefined) throw refusals.badRequest(`${name} does not know ${unknown}`)
  return list
}

export function readText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** Reads accept `-` for every directory, unless a switch says no; writes want the real one. @throws Refusal 404. */
export function requireDirectory({ params, sandbox }: Context, use: 'read' | 'write'): void {
  const directoryId = params['directoryId']
  if (directoryId === sandbox.model.directoryId) return
  if (directoryId === '-' && use === 'read' && sandbox.settings.directoriesDash === 'reads') return
  throw refusals.unknownDirectory()
}

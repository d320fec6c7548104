import type { AppErrorCode, FieldErrors } from './errors.ts'

/** What every server action returns. Expected refusals are values, never thrown across the wire. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | {
      ok: false
      code: AppErrorCode | 'unexpected'
      message: string
      fieldErrors?: FieldErrors
      reference?: string
    }

/** Every expected way in which a verb refuses. */
export type AppErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'invalid'
  | 'conflict'
  | 'unavailable'

/** Messages by field name of the form that was sent. */
export type FieldErrors = Record<string, string>

/** A broken rule. `message` is one plain sentence for the person who asked, with the next step where there is one. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: AppErrorCode
  readonly fieldErrors: FieldErrors | undefined

  constructor(code: AppErrorCode, message: string, fieldErrors?: FieldErrors) {
    super(message)
    this.code = code
    this.fieldErrors = fieldErrors
  }
}

/** The thing asked for does not exist, or the asker may not know that it does. */
export function notFound(thing: string): AppError {
  return new AppError('not_found', `${thing} was not found. It may have been removed.`)
}

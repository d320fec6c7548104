import { z } from 'zod'
import { AppError, type FieldErrors } from '#lib/platform/errors.ts'
import { newId } from '#lib/platform/ids.ts'
import { log } from '#lib/platform/log.ts'
import type { ActionResult } from '#lib/platform/result.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { findActor } from './session.ts'
import { storable } from './storable.ts'

/**
 * Turns a verb into a server action: signed in → input parsed → verb (which authorizes) → answer. The only place that
 * turns errors of a verb into answers; what is not expected becomes one sentence with a reference that is in the log.
 * @param name of the action, for the log.
 */
export function defineAction<S extends z.ZodType, T>(
  name: string,
  schema: S,
  verb: (actor: Actor, input: z.output<S>) => Promise<T>,
): (raw: z.input<S>) => Promise<ActionResult<T>> {
  return async (raw) =>
    answer(name, async () => {
      const actor = await findActor()
      if (!actor)
        throw new AppError('unauthenticated', 'Your session has ended. Sign in again; nothing was changed.')
      return verb(actor, schema.parse(storable(raw)))
    })
}

/** The same for what people do before they are signed in. */
export function definePublicAction<S extends z.ZodType, T>(
  name: string,
  schema: S,
  verb: (input: z.output<S>) => Promise<T>,
): (raw: z.input<S>) => Promise<ActionResult<T>> {
  return async (raw) => answer(name, () => verb(schema.parse(storable(raw))))
}

async function answer<T>(name: string, run: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await run() }
  } catch (error) {
    if (error instanceof AppError) return refusal(error)
    if (error instanceof z.ZodError) {
      return {
        ok: false,
        code: 'invalid',
        message: 'Check the marked fields.',
        fieldErrors: fieldErrors(error),
      }
    }
    const reference = newId().slice(-12)
    log.error({ err: error, action: name, reference }, 'an action failed')
    return {
      ok: false,
      code: 'unexpected',
      message: `Something went wrong on our side. Try again; if it stays, tell your administrator the reference ${reference}.`,
      reference,
    }
  }
}

function refusal(error: AppError): { ok: false } & ActionResult<never> {
  return {
    ok: false,
    code: error.code,
    message: error.message,
    ...(error.fieldErrors ? { fieldErrors: error.fieldErrors } : {}),
  }
}

function fieldErrors(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message
  return fields
}

import { z } from 'zod'
import type { SyncPhase } from '../../contract.ts'
import { ConnectorError } from '../../errors.ts'

/** Behind a page of a list that has more: the cursor of the next page, and how many rows were read so far. */
export const inList = z.object({ at: z.literal('list'), next: z.string().min(1), read: z.int().min(0) })
/** Behind everything but the vendor's own count. */
export const beforeTotal = z.object({ at: z.literal('total') })
/** Behind everything. */
export const atEnd = z.object({ at: z.literal('end') })

/** `InterleavePlace` as it comes back. @param state of one unit that is open. */
export function amongUnits<T extends z.ZodType>(state: T) {
  return z.object({
    startedUpTo: z.string().nullable(),
    open: z.record(z.string(), state.nullable()),
  })
}

/** Writes where a phase goes on as the `resume` of a page, and reads it again, maybe in another process. */
export function placesOf<T>(phase: SyncPhase, schema: z.ZodType<T>) {
  const Resume = z.object({ phase: z.literal(phase), place: schema })
  return {
    write: (place: T): string => JSON.stringify({ phase, place }),

    /** @throws ConnectorError bad-response for what this phase has not written. */
    read(after: string | null): T | null {
      if (after === null) return null
      const parsed = Resume.safeParse(parseJson(after))
      if (!parsed.success) throw unknownPlace()
      return parsed.data.place
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function unknownPlace(): ConnectorError {
  return new ConnectorError({
    kind: 'bad-response',
    message: 'The place at which reading should go on is not understood, so it has to start again.',
    vendor: {
      status: null,
      code: null,
      title: null,
      detail: null,
      requestId: null,
      endpoint: 'none was sent',
    },
  })
}

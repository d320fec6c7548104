import { notFound } from 'next/navigation'
import { AppError } from '#lib/platform/errors.ts'

/** What a page's query gives; the not-found page when it is not there or not for this person to see. */
export async function orNotFound<T>(query: Promise<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'forbidden')) notFound()
    throw error
  }
}

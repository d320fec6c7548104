import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Actor } from '#lib/users/permissions.ts'
import { findActorBySession, hasAnyUser } from '#lib/users/queries.ts'
import { auth } from './auth.ts'

/** The session that this request names, whether or not it still lasts; null when it names none. */
export const findSessionId = cache(async (): Promise<string | null> => {
  const session = await auth()
  return session && 'sessionId' in session ? String(session.sessionId) : null
})

/** Who sends this request; null when nobody is signed in. One query a request. */
export const findActor = cache(async (): Promise<Actor | null> => {
  const sessionId = await findSessionId()
  return sessionId === null ? null : findActorBySession(sessionId)
})

/** The session gate of every console page: sends others to sign in (or to the first run) and back afterwards. */
export async function requireActor(): Promise<Actor> {
  const actor = await findActor()
  if (actor) return actor
  if (!(await hasAnyUser())) redirect('/first-run')
  const path = (await headers()).get('x-rolecall-path') ?? '/'
  redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`)
}

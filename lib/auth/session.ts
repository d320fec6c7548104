import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Actor } from '#lib/users/permissions.ts'
import { findActorBySession, hasAnyUser } from '#lib/users/queries.ts'
import { auth } from './auth.ts'

/** Who sends this request; null when nobody is signed in. One query a request. */
export const findActor = cache(async (): Promise<Actor | null> => {
  const session = await auth()
  if (!session || !('sessionId' in session)) return null
  return findActorBySession(String(session.sessionId))
})

/** The session gate of every console page: sends others to sign in (or to the first run) and back afterwards. */
export async function requireActor(): Promise<Actor> {
  const actor = await findActor()
  if (actor) return actor
  if (!(await hasAnyUser())) redirect('/first-run')
  const path = (await headers()).get('x-rolecall-path') ?? '/'
  redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`)
}

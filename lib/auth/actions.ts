'use server'

import { AuthError } from 'next-auth'
import { AppError } from '#lib/platform/errors.ts'
import { acceptInvitation as acceptInvitationVerb } from '#lib/users/accept-invitation.ts'
import { createFirstAdmin as createFirstAdminVerb } from '#lib/users/create-first-admin.ts'
import { AcceptInvitation, FirstAdmin, SignIn } from '#lib/users/schema.ts'
import { definePublicAction } from './action.ts'
import { signIn as startSignIn, signOut as endSignIn, TooManyTries } from './auth.ts'

async function openSession(email: string, password: string): Promise<void> {
  try {
    await startSignIn('credentials', { email, password, redirect: false })
  } catch (error) {
    if (error instanceof TooManyTries) {
      throw new AppError('unavailable', 'Too many wrong passwords. Wait a minute, then try again.')
    }
    if (error instanceof AuthError && error.type === 'CredentialsSignin') {
      throw new AppError('unauthenticated', 'E-mail or password is wrong.')
    }
    throw error
  }
}

export const signIn = definePublicAction('auth.sign-in', SignIn, async ({ email, password }) => {
  await openSession(email, password)
})

export const createFirstAdmin = definePublicAction('auth.create-first-admin', FirstAdmin, async (input) => {
  await createFirstAdminVerb(input)
  await openSession(input.email, input.password)
})

export const acceptInvitation = definePublicAction(
  'auth.accept-invitation',
  AcceptInvitation,
  async (input) => {
    const { email } = await acceptInvitationVerb(input)
    await openSession(email, input.password)
  },
)

export async function signOut(): Promise<void> {
  await endSignIn({ redirectTo: '/sign-in' })
}

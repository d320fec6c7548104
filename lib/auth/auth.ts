import NextAuth, { CredentialsSignin } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { checkPassword } from '#lib/users/check-password.ts'
import { endSession, sessionSeconds, startSession } from '#lib/users/start-session.ts'

/** A sign-in that has to wait after too many wrong passwords. */
export class TooManyTries extends CredentialsSignin {
  override code = 'wait'
}

/**
 * Sign-in by next-auth. The cookie is a JWT that names a row of Session; what the person may do is read fresh from
 * there, so ending the row signs the browser out at once.
 */
export const { handlers, auth, signIn, signOut } = NextAuth({
  session: { strategy: 'jwt', maxAge: sessionSeconds },
  pages: { signIn: '/sign-in' },
  trustHost: true,
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      async authorize({ email, password }) {
        const check = await checkPassword({ email: String(email), password: String(password) })
        if (check.ok) return { id: check.userId, name: check.name, email: check.email }
        if (check.reason === 'wait') throw new TooManyTries()
        return null
      },
    }),
  ],
  callbacks: {
    async jwt({ token, user }) {
      if (!user?.id) return token
      const { sessionId } = await startSession(user.id)
      return { sub: user.id, sessionId }
    },
    session({ session, token }) {
      return Object.assign(session, { sessionId: token['sessionId'] })
    },
  },
  events: {
    async signOut(message) {
      if ('token' in message && typeof message.token?.['sessionId'] === 'string') {
        await endSession(message.token['sessionId'])
      }
    },
  },
})

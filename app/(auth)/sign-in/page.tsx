import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthLayout } from '#components/shell/auth-layout.tsx'
import { toLocalPath } from '#lib/auth/local-path.ts'
import { findActor } from '#lib/auth/session.ts'
import { hasAnyUser } from '#lib/users/queries.ts'
import { SignInForm } from './_components/sign-in-form.tsx'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const next = toLocalPath((await searchParams)['next'])
  if (await findActor()) redirect(next as '/')
  if (!(await hasAnyUser())) redirect('/first-run')
  return (
    <AuthLayout title="Sign in" description="Use the e-mail address you were invited with.">
      <SignInForm next={next} />
    </AuthLayout>
  )
}

import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthLayout } from '#components/shell/auth-layout.tsx'
import { hasAnyUser } from '#lib/users/queries.ts'
import { FirstAdminForm } from './_components/first-admin-form.tsx'

export const metadata: Metadata = { title: 'Welcome' }
export const dynamic = 'force-dynamic'

export default async function FirstRunPage() {
  if (await hasAnyUser()) redirect('/sign-in')
  return (
    <AuthLayout
      title="Welcome to Rolecall"
      description="You are the first here. Create your account: it becomes the Super Administrator, who may do everything and invites the others. Next you connect Atlassian."
    >
      <FirstAdminForm />
    </AuthLayout>
  )
}

import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthLayout } from '#components/shell/auth-layout.tsx'
import { Button } from '#components/ui/button.tsx'
import { toLocalPath } from '#lib/auth/local-path.ts'
import { findInvitation, hasJoined } from '#lib/users/queries.ts'
import { AcceptInvitationForm } from './_components/accept-invitation-form.tsx'

export const metadata: Metadata = { title: 'Invitation' }

export default async function InvitationPage({ params, searchParams }: PageProps<'/invitation/[token]'>) {
  const { token } = await params
  const next = toLocalPath((await searchParams)['next'])
  const person = await findInvitation(token)
  if (!person && (await hasJoined(token))) redirect(next as '/')
  if (!person) {
    return (
      <AuthLayout
        title="This invitation has ended"
        description="It was used already, is older than 7 days, or was replaced by a newer one. Ask an administrator for a new link."
      >
        <Button asChild variant="primary" size="lg">
          <Link href={next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`}>
            Go to sign in
          </Link>
        </Button>
      </AuthLayout>
    )
  }
  return (
    <AuthLayout
      title={`Welcome, ${person.name}`}
      description={`Choose a password for ${person.email} to join Rolecall.`}
    >
      <AcceptInvitationForm token={token} email={person.email} next={next} />
    </AuthLayout>
  )
}

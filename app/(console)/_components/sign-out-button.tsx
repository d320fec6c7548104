import { LogOut } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { signOut } from '#lib/auth/actions.ts'

export function SignOutButton() {
  return (
    <form action={signOut}>
      <Button type="submit" variant="ghost" className="w-full justify-start" icon={<LogOut aria-hidden />}>
        Sign out
      </Button>
    </form>
  )
}

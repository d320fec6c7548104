'use client'

import { SearchX } from 'lucide-react'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'

export interface NoRowsProps {
  /** In the plural: “accounts”. */
  thing: string
  /** A search or filter is on: offers to take it off. */
  filtered: boolean
  icon?: ReactNode
  /** Why there are none and what will bring some. */
  description?: ReactNode
  action?: ReactNode
}

/** In place of a table without rows. */
export function NoRows({ thing, filtered, icon, description, action }: NoRowsProps) {
  const pathname = usePathname()
  if (!filtered)
    return <EmptyState icon={icon} title={`No ${thing} yet`} description={description} action={action} />
  return (
    <EmptyState
      icon={<SearchX />}
      title={`No ${thing} match`}
      description="The search and the filters leave nothing over."
      action={
        <Button asChild>
          <Link href={pathname} scroll={false}>
            Show all {thing}
          </Link>
        </Button>
      }
    />
  )
}

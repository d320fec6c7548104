import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '#components/ui/link.tsx'

export interface Crumb {
  label: ReactNode
  href: string
}

export interface PageHeaderProps {
  title: ReactNode
  /** The pages above this one; the title itself is the last of the path. */
  breadcrumbs?: readonly Crumb[]
  /** Left of the title: an avatar, an app's mark. */
  leading?: ReactNode
  /** Right of the title: a status badge. */
  status?: ReactNode
  description?: ReactNode
  /** What can be done here, the main act last. */
  actions?: ReactNode
  /** A `TabsNav`. */
  tabs?: ReactNode
}

/** Where you are and what you can do. One per page, with its only h1. */
export function PageHeader({
  title,
  breadcrumbs,
  leading,
  status,
  description,
  actions,
  ...props
}: PageHeaderProps) {
  return (
    <header>
      {breadcrumbs && breadcrumbs.length > 0 ? <Breadcrumbs crumbs={breadcrumbs} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 items-start gap-3">
          {leading}
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
              {status}
            </div>
            {description ? (
              <div className="mt-0.5 max-w-prose text-sm text-muted-foreground">{description}</div>
            ) : null}
          </div>
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {props.tabs ? <div className="mt-4">{props.tabs}</div> : null}
    </header>
  )
}

function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className="mb-1">
      <ol className="flex flex-wrap items-center gap-1 text-sm text-muted-foreground">
        {crumbs.map((crumb, index) => (
          <li key={crumb.href} className="flex min-w-0 items-center gap-1">
            {index > 0 ? (
              <ChevronRight className="size-3.5 shrink-0 text-subtle-foreground" aria-hidden />
            ) : null}
            <Link
              href={crumb.href}
              className="inline-flex min-h-6 items-center truncate rounded-sm hover:text-foreground"
            >
              {crumb.label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export interface SplitBodyProps {
  children: ReactNode
  aside: ReactNode
}

/** A body with a column of facts at the right end; below it on narrow screens. */
export function SplitBody({ children, aside }: SplitBodyProps) {
  return (
    <div className="grid min-w-0 gap-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-x-12">
      <div className="grid min-w-0 content-start gap-8">{children}</div>
      <aside className="grid min-w-0 content-start gap-6">{aside}</aside>
    </div>
  )
}

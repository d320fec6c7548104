import NextLink from 'next/link'
import type { Route } from 'next'
import type { ComponentProps } from 'react'

export type LinkProps = Omit<ComponentProps<typeof NextLink>, 'href'> & { href: string }

/** Next's link for hrefs that are data; where the route is known, `next/link` checks it. */
export function Link({ href, ...props }: LinkProps) {
  // the cast is safe: a route that does not exist answers 404, it cannot break rendering
  return <NextLink href={href as Route} {...props} />
}

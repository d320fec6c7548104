import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({ extend: { classGroups: { shadow: ['shadow-overlay'] } } })

/** Joins class names; of two Tailwind classes that say the same thing the last wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes))
}

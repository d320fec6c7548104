import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { Spinner } from '#components/ui/spinner.tsx'
import { cn } from '#lib/platform/cn.ts'

export const buttonVariants = cva(
  [
    'relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap',
    'select-none transition-colors duration-100',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50',
    "[&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-accent-foreground hover:bg-accent-hover',
        secondary: 'bg-surface text-foreground shadow-xs hover:bg-hover dark:bg-muted/60 dark:hover:bg-muted',
        ghost: 'border-transparent text-muted-foreground hover:bg-muted hover:text-foreground',
        danger: 'border-transparent bg-danger-solid text-danger-solid-foreground hover:bg-danger-solid-hover',
      },
      size: {
        sm: 'h-7 px-2 text-xs',
        md: 'h-8 px-3 text-sm',
        lg: 'h-10 px-4 text-base',
        icon: 'size-8',
        'icon-sm': 'size-7',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonVariants> & {
    /** At work: shows a spinner in place of the icon, takes no second press, keeps its focus and width. */
    pending?: boolean | undefined
    /** Leading icon. Icon-only buttons take theirs as children, with an `aria-label`. */
    icon?: ReactNode
    /** Gives its looks to the only child (a link). */
    asChild?: boolean
  }

export function Button({
  variant,
  size,
  pending,
  icon,
  asChild,
  className,
  children,
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className)
  if (asChild) {
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    )
  }
  const iconOnly = size === 'icon' || size === 'icon-sm'
  return (
    <button
      {...props}
      // while pending it neither submits nor calls: disabling it would drop the focus
      type={pending ? 'button' : (props.type ?? 'button')}
      className={classes}
      aria-busy={pending || undefined}
      aria-disabled={pending || props['aria-disabled']}
      onClick={pending ? undefined : props.onClick}
    >
      {pending ? <Spinner /> : icon}
      {pending && iconOnly ? null : children}
    </button>
  )
}

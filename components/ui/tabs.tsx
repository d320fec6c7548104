'use client'

import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from '#lib/platform/cn.ts'

export interface TabPanel {
  id: string
  label: ReactNode
  content: ReactNode
}

export interface TabsProps {
  label: string
  /** The first is open. */
  panels: readonly TabPanel[]
  className?: string
}

/** Ways to see one thing, inside a page. Tabs that are pages of their own are a `TabsNav`. */
export function Tabs({ label, panels, className }: TabsProps) {
  return (
    <Primitive.Root defaultValue={panels[0]?.id ?? ''} className={cn('grid min-w-0 gap-3', className)}>
      <Primitive.List aria-label={label} className="flex gap-2 overflow-x-auto border-b">
        {panels.map((panel) => (
          <Primitive.Trigger
            key={panel.id}
            value={panel.id}
            className={cn(
              'focus-inset relative flex h-9 items-center rounded-md px-2 text-sm whitespace-nowrap',
              'text-muted-foreground hover:text-foreground data-[state=active]:font-medium data-[state=active]:text-foreground',
              'after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full data-[state=active]:after:bg-accent',
            )}
          >
            {panel.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {panels.map((panel) => (
        <Primitive.Content
          key={panel.id}
          value={panel.id}
          tabIndex={-1}
          className="grid min-w-0 gap-3 outline-none data-[state=inactive]:hidden"
        >
          {panel.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  )
}

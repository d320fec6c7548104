'use client'

import { RadioGroup as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { iconTable } from '#components/apps/app-mark.tsx'
import { appIcons, type AppIcon } from '#lib/apps/types.ts'
import { cn } from '#lib/platform/cn.ts'

interface IconPickerProps {
  value: AppIcon | null
  onChange: (icon: AppIcon | null) => void
  /** What is shown without an icon. */
  none: ReactNode
}

const initials = 'initials'
const cell = cn(
  'flex size-9 items-center justify-center rounded-md border text-muted-foreground hover:bg-hover',
  'data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:text-accent-text',
)

/** One of a closed set, or the initials. */
export function IconPicker({ value, onChange, none }: IconPickerProps) {
  return (
    <Primitive.Root
      aria-label="Icon"
      loop={false}
      value={value ?? initials}
      onValueChange={(next) => onChange(appIcons.find((icon) => icon === next) ?? null)}
      className="flex flex-wrap gap-1.5"
    >
      <Primitive.Item value={initials} aria-label="Initials" title="Initials" className={cell}>
        {none}
      </Primitive.Item>
      {appIcons.map((icon) => {
        const { Icon, label } = iconTable[icon]
        return (
          <Primitive.Item key={icon} value={icon} aria-label={label} title={label} className={cell}>
            <Icon className="size-4.5" aria-hidden />
          </Primitive.Item>
        )
      })}
    </Primitive.Root>
  )
}

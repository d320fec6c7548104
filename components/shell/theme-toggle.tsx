'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useSyncExternalStore } from 'react'
import { cn } from '#lib/platform/cn.ts'

const themes = [
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'dark', label: 'Dark', Icon: Moon },
  { value: 'system', label: 'System', Icon: Monitor },
]

const never = () => () => undefined

/** Light, dark or as the system is. */
export function ThemeToggle({ className }: { className?: string }) {
  const { theme, setTheme } = useTheme()
  // which one is known to the browser alone
  const known = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return (
    <div role="group" aria-label="Theme" className={cn('flex gap-0.5 rounded-md bg-muted p-0.5', className)}>
      {themes.map(({ value, label, Icon }) => (
        <button
          key={value}
          type="button"
          title={label}
          aria-label={label}
          aria-pressed={known && theme === value}
          onClick={() => setTheme(value)}
          className="flex h-6 grow items-center justify-center rounded-sm px-2 text-muted-foreground hover:text-foreground aria-pressed:bg-surface aria-pressed:text-accent-text aria-pressed:shadow-xs"
        >
          <Icon className="size-3.5" aria-hidden />
        </button>
      ))}
    </div>
  )
}

'use client'

import { Command } from 'cmdk'
import { Check, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { itemStyles } from '#components/ui/menu-styles.ts'
import { Spinner } from '#components/ui/spinner.tsx'
import { cn } from '#lib/platform/cn.ts'

export interface ComboboxOption {
  value: string
  label: string
  description?: string | undefined
  icon?: ReactNode
  disabled?: boolean | undefined
}

export interface ComboboxListProps {
  label: string
  options: readonly ComboboxOption[]
  selected: readonly string[]
  onSelect: (option: ComboboxOption) => void
  /** Given, the options come from a search elsewhere and are not filtered here. */
  onSearch: ((text: string) => void) | undefined
  loading: boolean
  empty: ReactNode
  searchPlaceholder: string
}

/** The search box and the list inside a combobox. */
export function ComboboxList({
  label,
  options,
  selected,
  onSelect,
  onSearch,
  loading,
  empty,
  ...props
}: ComboboxListProps) {
  return (
    <Command label={label} shouldFilter={!onSearch} className="flex max-h-80 flex-col">
      <div className="flex h-9 items-center gap-2 border-b px-2.5 text-subtle-foreground">
        {loading ? <Spinner /> : <Search className="size-4 shrink-0" aria-hidden />}
        <Command.Input
          placeholder={props.searchPlaceholder}
          {...(onSearch && { onValueChange: onSearch })}
          className="h-full w-full min-w-0 bg-transparent text-sm text-foreground outline-none placeholder:text-subtle-foreground"
        />
      </div>
      <Command.List className="overflow-y-auto p-1" aria-busy={loading}>
        {loading ? null : (
          <Command.Empty className="px-2 py-6 text-center text-sm text-muted-foreground">
            {empty}
          </Command.Empty>
        )}
        {options.map((option) => (
          <Command.Item
            key={option.value}
            value={option.value}
            keywords={[option.label, option.description ?? '']}
            disabled={option.disabled ?? false}
            onSelect={() => onSelect(option)}
            className={itemStyles}
          >
            {option.icon}
            <span className="min-w-0 grow">
              <span className="block truncate">{option.label}</span>
              {option.description ? (
                <span className="block truncate text-xs text-muted-foreground">{option.description}</span>
              ) : null}
            </span>
            <Check
              className={cn('text-accent-text', !selected.includes(option.value) && 'invisible')}
              aria-hidden
            />
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  )
}

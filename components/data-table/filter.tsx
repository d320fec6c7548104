'use client'

import { ListFilter, X } from 'lucide-react'
import { useListParam } from '#components/data-table/search.tsx'
import { Button } from '#components/ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import { cn } from '#lib/platform/cn.ts'
import { formatCount } from '#lib/platform/format.ts'

export interface FilterOption {
  value: string
  label: string
  count?: number | undefined
}

export interface TableFilterProps {
  param: string
  label: string
  options: readonly FilterOption[]
  /** Several at once, kept as `a,b` in the URL. */
  multiple?: boolean
}

/** Narrows a list by one parameter of the URL. At rest it says its name, in use its choice. */
export function TableFilter({ param, label, options, multiple = false }: TableFilterProps) {
  const { value, set } = useListParam(param)
  const chosen = value ? value.split(',') : []
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label)
  const toggle = (one: string) => {
    const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]
    set(next.join(','))
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          icon={<ListFilter aria-hidden />}
          className={cn('max-w-64', !value && 'text-muted-foreground')}
        >
          {label}
          {names.length > 0 ? (
            <span className="truncate font-normal text-accent-text">{summary(names)}</span>
          ) : null}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {multiple ? (
          options.map((option) => (
            <DropdownMenuCheckboxItem
              key={option.value}
              checked={chosen.includes(option.value)}
              onCheckedChange={() => toggle(option.value)}
              onSelect={(event) => event.preventDefault()}
            >
              <OptionText {...option} />
            </DropdownMenuCheckboxItem>
          ))
        ) : (
          <DropdownMenuRadioGroup value={value ?? ''} onValueChange={(next) => set(next)}>
            {options.map((option) => (
              <DropdownMenuRadioItem key={option.value} value={option.value}>
                <OptionText {...option} />
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
        )}
        {value ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => set(null)}>
              <X aria-hidden />
              Show all
            </DropdownMenuItem>
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

const summary = (names: readonly string[]) => (names.length > 2 ? `${names.length} chosen` : names.join(', '))

function OptionText({ label, count }: FilterOption) {
  return (
    <>
      <span className="grow">{label}</span>
      {count === undefined ? null : (
        <span className="text-xs text-muted-foreground tabular-nums">{formatCount(count)}</span>
      )}
    </>
  )
}

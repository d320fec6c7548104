'use client'

import { ChevronsUpDown } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { ComboboxList, type ComboboxOption } from '#components/ui/combobox-list.tsx'
import { controlStyles } from '#components/ui/control-styles.ts'
import { useFieldControl } from '#components/ui/field-control.ts'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import { cn } from '#lib/platform/cn.ts'

export type { ComboboxOption } from '#components/ui/combobox-list.tsx'

interface SharedProps {
  /** Names the list for screen readers, where the placeholder does not. */
  label?: string
  options: readonly ComboboxOption[]
  onSearch?: (text: string) => void
  loading?: boolean
  empty?: ReactNode
  placeholder?: string
  searchPlaceholder?: string
  /** Takes part in a plain form under this name. */
  name?: string
  id?: string
  disabled?: boolean
  className?: string
}

export interface ComboboxProps extends SharedProps {
  value: string | null | undefined
  onValueChange: (value: string, option: ComboboxOption) => void
  /** What to show for a value that the options of the moment do not hold. */
  valueLabel?: string | undefined
}

/** One of many, found by typing. */
export function Combobox({ value, onValueChange, valueLabel, ...props }: ComboboxProps) {
  const [open, setOpen] = useState(false)
  const listId = useId()
  const shown = props.options.find((option) => option.value === value)?.label ?? valueLabel ?? value
  const { placeholder = 'Choose…', id, disabled } = props
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        role="combobox"
        aria-controls={listId}
        aria-expanded={open}
        disabled={disabled ?? false}
        {...useFieldControl({ id })}
        className={cn(controlStyles, 'justify-between gap-2 text-left', props.className)}
      >
        <span className={cn('truncate', !shown && 'text-subtle-foreground')}>{shown ?? placeholder}</span>
        <ChevronsUpDown className="size-4 shrink-0 text-subtle-foreground" aria-hidden />
      </PopoverTrigger>
      {props.name ? <input type="hidden" name={props.name} value={value ?? ''} /> : null}
      <PopoverContent id={listId} className="w-(--radix-popover-trigger-width) min-w-64 p-0">
        <ComboboxList
          {...listProps(props)}
          selected={value ? [value] : []}
          onSelect={(option) => {
            onValueChange(option.value, option)
            setOpen(false)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

function listProps({
  label,
  placeholder,
  options,
  onSearch,
  loading,
  empty,
  searchPlaceholder,
}: SharedProps) {
  return {
    label: label ?? placeholder ?? 'Choose',
    options,
    onSearch,
    loading: loading ?? false,
    empty: empty ?? 'Nothing matches.',
    searchPlaceholder: searchPlaceholder ?? 'Search…',
  }
}

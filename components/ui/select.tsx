'use client'

import { getNonce } from 'get-nonce'
import { Check, ChevronDown } from 'lucide-react'
import { Select as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { controlStyles } from '#components/ui/control-styles.ts'
import { useFieldControl } from '#components/ui/field-control.ts'
import { itemStyles, menuStyles } from '#components/ui/menu-styles.ts'
import { cn } from '#lib/platform/cn.ts'

export interface SelectOption {
  value: string
  label: string
  description?: ReactNode
  disabled?: boolean
}

export interface SelectProps {
  options: readonly SelectOption[]
  value?: string | undefined
  defaultValue?: string | undefined
  onValueChange?: ((value: string) => void) | undefined
  placeholder?: string
  /** Takes part in a plain form under this name. */
  name?: string
  id?: string
  required?: boolean
  disabled?: boolean
  'aria-label'?: string
  'aria-describedby'?: string
  className?: string
}

/** A closed list of up to about ten; longer ones are a combobox. */
export function Select({ options, placeholder = 'Choose…', className, ...props }: SelectProps) {
  const { value, defaultValue, onValueChange, name, required, disabled, ...rest } = props
  const root = {
    ...(value !== undefined && { value }),
    ...(defaultValue !== undefined && { defaultValue }),
    ...(onValueChange && { onValueChange }),
    ...(name !== undefined && { name }),
    required: required ?? false,
    disabled: disabled ?? false,
  }
  return (
    <Primitive.Root {...root}>
      <Primitive.Trigger
        {...rest}
        {...useFieldControl(rest)}
        className={cn(
          controlStyles,
          'justify-between gap-2 text-left data-placeholder:text-subtle-foreground',
          className,
        )}
      >
        <span className="truncate">
          <Primitive.Value placeholder={placeholder} />
        </span>
        <Primitive.Icon asChild>
          <ChevronDown className="size-4 shrink-0 text-subtle-foreground" aria-hidden />
        </Primitive.Icon>
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          className={cn(
            menuStyles,
            'max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width)',
          )}
        >
          <Primitive.Viewport {...nonceProp()}>
            {options.map((option) => (
              <SelectItem key={option.value} {...option} />
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

// the viewport writes a <style> that hides its scrollbar; without the nonce the browser refuses it
function nonceProp(): { nonce?: string } {
  const nonce = getNonce()
  return nonce ? { nonce } : {}
}

function SelectItem({ value, label, description, disabled }: SelectOption) {
  return (
    <Primitive.Item
      value={value}
      disabled={disabled ?? false}
      aria-labelledby={undefined}
      className={cn(itemStyles, 'pr-8')}
    >
      <span className="min-w-0">
        <Primitive.ItemText>{label}</Primitive.ItemText>
        {description ? <span className="block text-xs text-muted-foreground">{description}</span> : null}
      </span>
      <Primitive.ItemIndicator className="absolute right-2">
        <Check className="size-4 text-accent-text" aria-hidden />
      </Primitive.ItemIndicator>
    </Primitive.Item>
  )
}

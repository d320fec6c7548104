'use client'

import { Search, X } from 'lucide-react'
import { parseAsString, useQueryStates } from 'nuqs'
import { useEffect, useRef, useState } from 'react'
import { useTablePending } from '#components/data-table/table-pending.tsx'
import { controlStyles } from '#components/ui/control-styles.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { cn } from '#lib/platform/cn.ts'

/** State of one URL parameter that a server component reads; a change goes back to the first page. */
export function useListParam(param: string) {
  const { pending, startTransition } = useTablePending()
  const [state, setState] = useQueryStates(
    { [param]: parseAsString, after: parseAsString, before: parseAsString, from: parseAsString },
    { shallow: false, startTransition, history: 'replace' },
  )
  const set = (value: string | null) =>
    void setState({ [param]: value === '' ? null : value, after: null, before: null, from: null })
  return { value: state[param] ?? null, set, pending }
}

const waitMs = 250

/** What is being typed, and the search it becomes after a pause. Following a link ends the wait: the link wins. */
function useTyping(search: (text: string | null) => void) {
  const [typed, setTyped] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      if (event.target instanceof Element && event.target.closest('a[href]')) clearTimeout(timer.current)
    }
    document.addEventListener('click', onClick, true)
    return () => {
      document.removeEventListener('click', onClick, true)
      clearTimeout(timer.current)
    }
  }, [])
  const searchNow = (text: string | null) => {
    clearTimeout(timer.current)
    search(text)
    setTyped(null)
  }
  const type = (text: string) => {
    clearTimeout(timer.current)
    setTyped(text)
    timer.current = setTimeout(() => searchNow(text), waitMs)
  }
  return { typed, type, searchNow }
}

export interface TableSearchProps {
  placeholder: string
  param?: string
  className?: string
}

/** Searches on the server as one types; `/` leads here, Escape clears. */
export function TableSearch({ placeholder, param = 'q', className }: TableSearchProps) {
  const { value: searched, set, pending } = useListParam(param)
  const { typed, type, searchNow } = useTyping(set)
  const value = typed ?? searched ?? ''
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target))
        return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div role="search" className={cn('relative w-full sm:w-72', className)}>
      <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-subtle-foreground">
        {pending && value ? <Spinner /> : <Search className="size-4" aria-hidden />}
      </span>
      <input
        ref={input}
        type="search"
        aria-label={placeholder}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        value={value}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (value) searchNow(null)
          else event.currentTarget.blur()
        }}
        className={cn(controlStyles, 'peer px-8 [&::-webkit-search-cancel-button]:hidden')}
      />
      {value ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => {
            searchNow(null)
            input.current?.focus()
          }}
          className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-md text-subtle-foreground hover:text-foreground"
        >
          <X className="size-4" aria-hidden />
        </button>
      ) : (
        <Kbd className="pointer-events-none absolute top-1/2 right-2 hidden -translate-y-1/2 peer-focus:hidden sm:inline-flex">
          /
        </Kbd>
      )}
    </div>
  )
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"]') !== null
}

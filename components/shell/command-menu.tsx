'use client'

import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { Dialog as Primitive } from 'radix-ui'
import { useEffect, useEffectEvent, useState, useSyncExternalStore, type ReactNode } from 'react'
import { overlayStyles } from '#components/ui/dialog.tsx'
import { itemStyles } from '#components/ui/menu-styles.ts'
import { Spinner } from '#components/ui/spinner.tsx'
import { cn } from '#lib/platform/cn.ts'

export interface CommandItem {
  id: string
  label: string
  /** Muted, at the right: where it is, what kind of thing. */
  detail?: string | undefined
  icon?: ReactNode
  href: string
  /** Other words people look for. */
  keywords?: string[]
}

export interface CommandGroup {
  heading: string
  items: readonly CommandItem[]
}

/** Looks things up for what was typed. May be a server action. */
export type CommandSearch = (text: string) => Promise<readonly CommandGroup[]>

export interface CommandMenuProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  groups: readonly CommandGroup[]
  search?: CommandSearch | undefined
}

/** Search and jump from anywhere. */
export function CommandMenu({ open, onOpenChange, groups, search }: CommandMenuProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className={overlayStyles} />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg bg-surface shadow-overlay outline-none duration-100 data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98"
        >
          <Primitive.Title className="sr-only">Search or jump to</Primitive.Title>
          <CommandPanel groups={groups} search={search} onClose={() => onOpenChange(false)} />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

interface CommandPanelProps {
  groups: readonly CommandGroup[]
  search: CommandSearch | undefined
  onClose: () => void
}

// mounted anew at each opening, so that it begins empty
function CommandPanel({ groups, search, onClose }: CommandPanelProps) {
  const router = useRouter()
  const [text, setText] = useState('')
  const { found, searching, failed } = useSearch(search, text)
  const go = (item: CommandItem) => {
    onClose()
    router.push(item.href as Route)
  }
  return (
    <Command label="Search or jump to" loop shouldFilter={false}>
      <div className="flex h-12 items-center gap-2.5 border-b px-3.5 text-subtle-foreground">
        {searching ? <Spinner /> : <Search className="size-4 shrink-0" aria-hidden />}
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          placeholder="Search or jump to…"
          className="h-full w-full min-w-0 bg-transparent text-base text-foreground outline-none placeholder:text-subtle-foreground"
        />
      </div>
      <Command.List
        className="max-h-[min(24rem,60vh)] scroll-py-2 overflow-y-auto p-1.5"
        aria-busy={searching}
      >
        {searching ? null : (
          <Command.Empty className="px-2 py-8 text-center text-sm text-muted-foreground">
            {failed ? 'The search did not answer. Try again.' : 'Nothing matches.'}
          </Command.Empty>
        )}
        {[...found, ...narrow(groups, text)].map((group) => (
          <Group key={group.heading} group={group} onSelect={go} />
        ))}
      </Command.List>
    </Command>
  )
}

/** What is offered anyway, as far as every typed word is in it; what was found has been matched by the server. */
function narrow(groups: readonly CommandGroup[], text: string): CommandGroup[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean)
  const matches = (item: CommandItem) => {
    const said = [item.label, item.detail, ...(item.keywords ?? [])].join(' ').toLowerCase()
    return words.every((word) => said.includes(word))
  }
  return groups.map((group) => ({ heading: group.heading, items: group.items.filter(matches) }))
}

interface GroupProps {
  group: CommandGroup
  onSelect: (item: CommandItem) => void
}

function Group({ group, onSelect }: GroupProps) {
  if (group.items.length === 0) return null
  return (
    <Command.Group
      heading={group.heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted-foreground"
    >
      {group.items.map((item) => (
        <Command.Item
          key={item.id}
          value={item.id}
          onSelect={() => onSelect(item)}
          className={cn(itemStyles, 'min-h-9 [&_svg]:text-muted-foreground')}
        >
          {item.icon}
          <span className="grow truncate">{item.label}</span>
          {item.detail ? (
            <span className="max-w-1/2 truncate text-xs text-muted-foreground">{item.detail}</span>
          ) : null}
        </Command.Item>
      ))}
    </Command.Group>
  )
}

const waitMs = 200

function useSearch(search: CommandSearch | undefined, text: string) {
  const [answer, setAnswer] = useState<{ text: string; groups: readonly CommandGroup[] | null }>()
  const wanted = text.trim()
  const ask = useEffectEvent((asked: string, isCurrent: () => boolean) => {
    search?.(asked).then(
      (groups) => isCurrent() && setAnswer({ text: asked, groups }),
      () => isCurrent() && setAnswer({ text: asked, groups: null }),
    )
  })
  const active = search !== undefined && wanted.length >= 2
  useEffect(() => {
    if (!active) return
    let current = true
    const timer = setTimeout(() => ask(wanted, () => current), waitMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [active, wanted])
  const answered = answer?.text === wanted
  return {
    found: (active && answer?.groups) || [],
    searching: active && !answered,
    failed: active && answered && answer.groups === null,
  }
}

const neverChanges = () => () => undefined

/** What `useCommandKey` listens for, as it is written on the keyboard in use. */
export const useCommandKeyLabel = (): string =>
  useSyncExternalStore(
    neverChanges,
    () => (/Mac|iPhone|iPad/u.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K'),
    () => 'Ctrl K',
  )

/** Cmd-K on a Mac, Ctrl-K elsewhere. */
export function useCommandKey(onPress: () => void) {
  const press = useEffectEvent(onPress)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return
      event.preventDefault()
      press()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

'use client'

import { Bell } from 'lucide-react'
import { useState } from 'react'
import { useLiveData } from '#components/live/live-provider.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import { markNoticesRead } from '#lib/notifications/actions.ts'
import type { Notices } from '#lib/notifications/types.ts'
import { plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'

/** What the person should know, with how much of it is new. Opening it is seeing it. */
export function NoticeBell({ userId, initial }: { userId: string; initial: Wire<Notices> }) {
  const { notices, unread } = useLiveData('notification', userId, '/api/notices', initial)
  const [open, setOpen] = useState(false)
  const [seen, setSeen] = useState<string | null>(null)
  const newest = notices[0]?.id ?? null
  const fresh = seen === newest ? 0 : unread
  const change = (next: boolean) => {
    setOpen(next)
    if (!next || fresh === 0) return
    setSeen(newest)
    void markNoticesRead({})
  }
  return (
    <Popover open={open} onOpenChange={change}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          className="relative"
          aria-label={fresh > 0 ? `Notices, ${plural(fresh, 'new one')}` : 'Notices'}
        >
          <Bell aria-hidden />
          {fresh > 0 ? (
            <span aria-hidden className="absolute top-1.5 right-1.5 size-2 rounded-full bg-accent" />
          ) : null}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Notices" className="w-80">
        {notices.length === 0 ? (
          <p className="text-sm text-muted-foreground">
            Nothing to know. What waits for you, or goes wrong with what you look after, is told here.
          </p>
        ) : (
          <ul className="-mx-1 grid max-h-96 grid-cols-[minmax(0,1fr)] gap-1 overflow-y-auto">
            {notices.map((notice) => (
              <li key={notice.id}>
                <Link
                  href={notice.href}
                  onClick={() => setOpen(false)}
                  className="block rounded-md px-2 py-1.5 wrap-anywhere hover:bg-hover"
                >
                  <span className="block text-sm font-medium">{notice.title}</span>
                  <span className="line-clamp-3 text-sm text-muted-foreground">{notice.body}</span>
                  <span className="mt-0.5 flex justify-between gap-3 text-xs text-muted-foreground">
                    {notice.isDone ? (
                      <StatusBadge tone="success">Done</StatusBadge>
                    ) : (
                      <span className="font-medium text-accent-text">{notice.action}</span>
                    )}
                    <Time at={notice.createdAt} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        {notices.length === 0 ? null : (
          <Link
            href="/notices"
            onClick={() => setOpen(false)}
            className="-mx-3 mt-2 -mb-3 block rounded-b-lg border-t px-4 py-2.5 text-sm text-accent-text hover:bg-hover"
          >
            All notices
          </Link>
        )}
      </PopoverContent>
    </Popover>
  )
}

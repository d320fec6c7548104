'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { MailPlus, UserPlus, X } from 'lucide-react'
import { useDeferredValue, useId, useState, type ReactNode } from 'react'
import { Fieldset } from '#components/form/field.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { ComboboxList, type ComboboxOption } from '#components/ui/combobox-list.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import type { ChosenPersonView, PersonChoice } from '#lib/users/types.ts'
import { findMatching } from './find-matching.ts'
import { toInvitee } from './to-invitee.ts'

export interface PeoplePickerProps {
  value: readonly ChosenPersonView[]
  onChange: (people: ChosenPersonView[]) => void
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  /** Marked as “you”. */
  ownUserId?: string
}

const keyOf = (person: ChosenPersonView): string => ('userId' in person ? person.userId : person.email)

/** Several people, found by name or e-mail; whoever is not here yet is invited by their e-mail. */
export function PeoplePicker({ value, onChange, label, hint, error, ownUserId }: PeoplePickerProps) {
  const add = (person: ChosenPersonView) => {
    if (!value.some((one) => one.email === person.email)) onChange([...value, person])
  }
  return (
    <Fieldset legend={label} hint={hint} error={error}>
      <div className="grid gap-2">
        {value.length > 0 ? (
          <ul className="grid divide-y rounded-md border">
            {value.map((person) => (
              <Chosen
                key={keyOf(person)}
                person={person}
                isSelf={'userId' in person && person.userId === ownUserId}
                onRemove={() => onChange(value.filter((one) => one !== person))}
              />
            ))}
          </ul>
        ) : null}
        <AddPerson chosen={value} onAdd={add} />
      </div>
    </Fieldset>
  )
}

function Chosen({
  person,
  isSelf,
  onRemove,
}: {
  person: ChosenPersonView
  isSelf: boolean
  onRemove: () => void
}) {
  return (
    <li className="flex min-h-11 items-center gap-2.5 py-1.5 pr-1.5 pl-3">
      <Avatar name={person.name || person.email} size="sm" />
      <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-2">
        <span className="max-w-full truncate text-sm font-medium">
          {person.name || person.email}
          {isSelf ? <span className="font-normal text-muted-foreground"> (you)</span> : null}
        </span>
        {person.name ? (
          <span className="max-w-full truncate text-xs text-muted-foreground">{person.email}</span>
        ) : null}
      </span>
      <Standing person={person} />
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Remove ${person.name || person.email}`}
        onClick={onRemove}
      >
        <X aria-hidden />
      </Button>
    </li>
  )
}

function Standing({ person }: { person: ChosenPersonView }) {
  if (!('userId' in person)) return <Badge>Will be invited</Badge>
  return person.isInvited ? <Badge>Invited</Badge> : null
}

function AddPerson({
  chosen,
  onAdd,
}: {
  chosen: readonly ChosenPersonView[]
  onAdd: (person: ChosenPersonView) => void
}) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const listId = useId()
  const text = useDeferredValue(typed.trim())
  const { data: found, isFetching } = useQuery({
    queryKey: ['people', text],
    queryFn: ({ signal }) => fetchPeople(text, signal),
    enabled: open,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  // The list of the text before stays until the next is there; nobody in it is chosen by mistake.
  const people = findMatching(found ?? [], typed).filter(
    ({ email }) => !chosen.some((one) => one.email === email),
  )
  const invitee = toInvitee(typed, [...people, ...chosen])
  const options: ComboboxOption[] = [
    ...people.map(({ userId, name, email }) => ({
      value: userId,
      label: name,
      description: email,
      icon: <Avatar name={name} size="sm" />,
    })),
    ...(invitee
      ? [
          {
            value: invitee.email,
            label: `Invite ${invitee.email}`,
            description: 'Not here yet; gets an invitation by mail',
            icon: <MailPlus aria-hidden />,
          },
        ]
      : []),
  ]
  const choose = (value: string) => {
    const person = people.find(({ userId }) => userId === value) ?? invitee
    if (person) onAdd(person)
    setTyped('')
    setOpen(false)
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button aria-controls={listId} className="justify-self-start">
          <UserPlus aria-hidden />
          Add a person
        </Button>
      </PopoverTrigger>
      <PopoverContent id={listId} className="w-80 p-0" aria-label="Add a person">
        <ComboboxList
          label="People"
          options={options}
          selected={[]}
          onSelect={({ value }) => choose(value)}
          onSearch={setTyped}
          loading={isFetching}
          searchPlaceholder="Name or e-mail"
          empty="Nobody of that name is here. Type a whole e-mail address to invite someone."
        />
      </PopoverContent>
    </Popover>
  )
}

async function fetchPeople(q: string, signal: AbortSignal): Promise<PersonChoice[]> {
  const response = await fetch(`/api/people?q=${encodeURIComponent(q)}`, { signal })
  if (!response.ok) throw new Error(`People could not be looked up (${response.status}).`)
  return (await response.json()) as PersonChoice[] // our own route's query
}

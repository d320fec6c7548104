'use client'

import { CircleAlert } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'

export interface FormErrorProps {
  /** Nothing is drawn without one. */
  message?: ReactNode
  /** The fields at fault, as links to them. */
  fields?: readonly { id: string; message: string }[] | undefined
  /** For support: as the server log has it. */
  reference?: string | undefined
}

/** Why a form was refused. Takes the focus when it appears, so that it is heard and seen. */
export function FormError({ message, fields, reference }: FormErrorProps) {
  const box = useRef<HTMLDivElement>(null)
  const shown = Boolean(message) || (fields?.length ?? 0) > 0
  const said = typeof message === 'string' ? message : shown
  useEffect(() => {
    if (said) box.current?.focus()
  }, [said])
  if (!shown) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="flex gap-2.5 rounded-md bg-danger-soft px-3 py-2.5 text-sm text-foreground"
    >
      <CircleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      <div className="min-w-0">
        {message ? <p className="font-medium">{message}</p> : null}
        {fields && fields.length > 0 ? (
          <ul className="list-disc pl-4">
            {fields.map((field) => (
              <li key={field.id}>
                <a href={`#${field.id}`} className="underline underline-offset-2">
                  {field.message}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
        {reference ? <p className="text-xs text-muted-foreground">Reference {reference}</p> : null}
      </div>
    </div>
  )
}

'use client'

import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'

/** What was typed and not saved yet, by step. It lives as long as the set-up is on screen, and nowhere but in memory. */
const KeptContext = createContext<Map<string, FieldValues> | null>(null)

export function KeptForms({ children }: { children: ReactNode }) {
  const [kept] = useState(() => new Map<string, FieldValues>())
  return <KeptContext value={kept}>{children}</KeptContext>
}

/** The values that a step was left with, or else those that are stored. */
export function useKept<Values extends FieldValues>(step: string, stored: Values): Values {
  const kept = use(KeptContext)
  return { ...stored, ...(kept?.get(step) as Partial<Values> | undefined) } // kept by the same step's form
}

/** Keeps what is typed, so that going back and forth loses nothing; what it returns forgets it, once it is saved. */
export function useKeep<Values extends FieldValues>(step: string, form: UseFormReturn<Values>): () => void {
  const kept = use(KeptContext)
  useEffect(() => {
    const { unsubscribe } = form.watch((values, { name }) => {
      if (name) kept?.set(step, values)
    })
    return unsubscribe
  }, [form, kept, step])
  return () => void kept?.delete(step)
}

'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { toast } from '#components/feedback/toaster.tsx'
import { importApps, previewImport } from '#lib/apps/actions.ts'
import type { ImportPreview } from '#lib/apps/types.ts'
import { plural } from '#lib/platform/format.ts'
import type { ActionResult } from '#lib/platform/result.ts'
import { ChooseFile, type ChosenText } from './choose-file.tsx'
import { ImportPreviewView } from './import-preview.tsx'

const nothing: ChosenText = { text: '', fileName: null }

/** From a file or pasted lines, by what becomes of each, to the apps. */
export function ImportApps() {
  const router = useRouter()
  const [chosen, setChosen] = useState(nothing)
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  const run = <T,>(act: () => Promise<ActionResult<T>>, onDone: (data: T) => void) =>
    startTransition(async () => {
      setProblem(null)
      const result = await act()
      if (result.ok) onDone(result.data)
      else setProblem(result.fieldErrors?.['text'] ?? result.message)
    })
  const file = { text: chosen.text }
  if (preview) {
    return (
      <ImportPreviewView
        preview={preview}
        problem={problem}
        pending={pending}
        onBack={() => {
          setProblem(null)
          setPreview(null)
        }}
        onConfirm={() =>
          run(
            () => importApps(file),
            ({ added }) => {
              toast.success(`${plural(added, 'app')} added.`)
              router.push('/apps?view=unmanaged')
            },
          )
        }
      />
    )
  }
  return (
    <ChooseFile
      chosen={chosen}
      problem={problem}
      pending={pending}
      onChoose={(next) => {
        setProblem(null)
        setChosen(next)
      }}
      onProblem={setProblem}
      onCheck={() => run(() => previewImport(file), setPreview)}
    />
  )
}

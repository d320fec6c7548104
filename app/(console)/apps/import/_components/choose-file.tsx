'use client'

import { FileText, FileUp, X } from 'lucide-react'
import { useRef } from 'react'
import { Field } from '#components/form/field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

export interface ChosenText {
  text: string
  /** Null: it was pasted. */
  fileName: string | null
}

interface ChooseFileProps {
  chosen: ChosenText
  problem: string | null
  pending: boolean
  onChoose: (next: ChosenText) => void
  onProblem: (message: string) => void
  onCheck: () => void
}

const mostBytes = 1_000_000
const example = `name,description,owners
Figma,Design files,ada@acme.example
Slack,Chat,"grace@acme.example, alan@acme.example"`

/** The list as a file or as pasted lines, and how it has to look. */
export function ChooseFile({ chosen, problem, pending, onChoose, onProblem, onCheck }: ChooseFileProps) {
  return (
    <form
      noValidate
      className="grid max-w-2xl gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        onCheck()
      }}
    >
      <PickFile onChoose={onChoose} onProblem={onProblem} />
      {chosen.fileName === null ? (
        <Field label="Or paste the lines here" error={problem}>
          <Textarea
            spellCheck={false}
            className="max-h-96 min-h-40 font-mono text-xs"
            value={chosen.text}
            onChange={(event) => onChoose({ text: event.target.value, fileName: null })}
          />
        </Field>
      ) : (
        <ChosenFile
          name={chosen.fileName}
          problem={problem}
          onRemove={() => onChoose({ text: '', fileName: null })}
        />
      )}
      <div className="grid gap-1.5 text-sm text-muted-foreground">
        <p>
          One app a line. The first line names the columns: <b className="font-medium">name</b>, and if you
          have them <b className="font-medium">description</b> and <b className="font-medium">owners</b>{' '}
          (e-mails; who is not here yet is invited). At most 5,000 lines and 1 MB, in UTF-8.
        </p>
        <CodeBlock code={example} label="Example of a file" />
      </div>
      <div>
        <SubmitButton pending={pending}>Check the list</SubmitButton>
      </div>
    </form>
  )
}

function PickFile({ onChoose, onProblem }: Pick<ChooseFileProps, 'onChoose' | 'onProblem'>) {
  const input = useRef<HTMLInputElement>(null)
  const read = async (file: File | undefined) => {
    if (!file) return
    if (file.size > mostBytes) onProblem(`${file.name} is larger than 1 MB. Split it into several files.`)
    else onChoose({ text: await file.text(), fileName: file.name })
  }
  return (
    <div>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        aria-label="File of apps"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          void read(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button icon={<FileUp aria-hidden />} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
    </div>
  )
}

function ChosenFile({
  name,
  problem,
  onRemove,
}: {
  name: string
  problem: string | null
  onRemove: () => void
}) {
  return (
    <div className="grid gap-1.5">
      <div className="flex min-h-11 items-center gap-2.5 rounded-md border py-1.5 pr-1.5 pl-3 text-sm">
        <FileText className="size-4 shrink-0 text-muted-foreground" aria-hidden />
        <span className="min-w-0 grow truncate font-medium">{name}</span>
        <Button variant="ghost" size="icon-sm" aria-label={`Remove ${name}`} onClick={onRemove}>
          <X aria-hidden />
        </Button>
      </div>
      {problem ? (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      ) : null}
    </div>
  )
}

import { Collapsible } from '#components/ui/collapsible.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'

export interface VendorAnswerFacts {
  status: number | null
  code: string | null
  title: string | null
  detail: string | null
  requestId: string | null
  endpoint: string | null
}

/** What the vendor itself said, word for word, to quote to its support. */
export function VendorAnswer({ answer }: { answer: VendorAnswerFacts }) {
  const rows: [string, string | null][] = [
    ['Call', answer.endpoint],
    ['Status', answer.status === null ? 'No answer' : String(answer.status)],
    ['Code', answer.code],
    ['Message', [answer.title, answer.detail].filter(Boolean).join(': ') || null],
    ['Request id', answer.requestId],
  ]
  const given = rows.filter(([, value]) => value !== null)
  const text = given.map(([label, value]) => `${label}: ${value}`).join('\n')
  return (
    <Collapsible summary="What Atlassian answered">
      <div className="flex items-start justify-between gap-3 pt-2">
        <DefinitionList>
          {given.map(([label, value]) => (
            <Definition key={label} label={label}>
              <span className="font-mono text-xs break-all">{value}</span>
            </Definition>
          ))}
        </DefinitionList>
        <CopyButton value={text} label="Copy Atlassian’s answer" />
      </div>
    </Collapsible>
  )
}

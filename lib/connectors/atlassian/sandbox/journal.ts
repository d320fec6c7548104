import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import { ChangeInput } from './handlers/control.ts'
import type { Change } from './changes.ts'
import type { Model } from './model.ts'

/**
 * Carries out what a journal says and returns what writes every further change behind it. A last line that was cut off,
 * as a killed process leaves it, is taken away: its change was never answered.
 * @throws Error with a sentence for a file that is no journal.
 */
export function openJournal(file: string, model: Model): (change: Change) => void {
  const content = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  const whole = content.subarray(0, content.lastIndexOf(10) + 1)
  for (const [index, line] of whole.toString().split('\n').entries()) {
    if (line.trim() === '') continue
    const change = parseLine(line)
    if (!change) throw new Error(`Line ${index + 1} of the state file ${file} is not a change.`)
    model.apply(change)
  }
  if (whole.length < content.length) truncateSync(file, whole.length)
  return (change) => appendFileSync(file, `${JSON.stringify(change)}\n`)
}

function parseLine(line: string): Change | null {
  try {
    return ChangeInput.parse(JSON.parse(line))
  } catch {
    return null
  }
}

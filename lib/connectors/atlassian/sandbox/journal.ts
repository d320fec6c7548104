import { appendFileSync, readFileSync, truncateSync } from 'node:fs'
import { ChangeInput } from './handlers/control.ts'
import type { Change } from './changes.ts'
import type { Model } from './model.ts'

/**
 * Carries out what a journal says and returns what writes every further change behind it. A last line that was cut off,
 * as a killed process leaves it, is taken away: its change was never answered.
 * @throws Error with a sentence for a file that is no journal, or that cannot be read and written.
 */
export function openJournal(file: string, model: Model): (change: Change) => void {
  const content = read(file)
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

/** Writes nothing, so that a file that cannot be written is known before the first change. */
function read(file: string): Buffer {
  try {
    appendFileSync(file, '')
    return readFileSync(file)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
    throw new Error(`The state file ${file} cannot be read and written${code}.`, { cause })
  }
}

function parseLine(line: string): Change | null {
  try {
    return ChangeInput.parse(JSON.parse(line))
  } catch {
    return null
  }
}

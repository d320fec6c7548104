import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { ChangeInput } from './handlers/control.ts'
import type { Change, Model } from './model.ts'

/**
 * Carries out what a journal says. A last line that was cut off, as a killed process leaves it, is passed over.
 * @throws Error with a sentence for a journal that is not one.
 */
export function replayJournal(file: string, model: Model): void {
  if (!existsSync(file)) return
  const lines = readFileSync(file, 'utf8').split('\n')
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const change = parseLine(line)
    if (change) model.apply(change)
    else if (index < lines.length - 1)
      throw new Error(`Line ${index + 1} of the state file ${file} is not a change.`)
  }
}

function parseLine(line: string): Change | null {
  try {
    return ChangeInput.parse(JSON.parse(line))
  } catch {
    return null
  }
}

/** Writes every change behind the last one. A line break in front of it parts it from a line that was cut off. */
export function openJournal(file: string): (change: Change) => void {
  const cutOff = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'))
  if (cutOff) appendFileSync(file, '\n')
  return (change) => appendFileSync(file, `${JSON.stringify(change)}\n`)
}

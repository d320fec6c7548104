import { z } from 'zod'

/** A line as lib/platform/log writes it; 50 is an error. */
const LogLine = z.object({
  level: z.number(),
  msg: z.string(),
  err: z.object({ message: z.string() }).optional(),
})
const errorLevel = 50

/** What a line of a process's output says about a problem, short enough for the console; null when it is none. */
export function problemIn(line: string): string | null {
  const entry = LogLine.safeParse(parseJson(line))
  if (entry.success) {
    const { level, msg, err } = entry.data
    if (level < errorLevel) return null
    return shorten(err ? `${msg}: ${err.message}` : msg)
  }
  const marked = /^\s*(?:⨯|Uncaught|Error:|[A-Z]\w+Error:)/.test(line)
  return marked ? shorten(line.trim().replace(/^⨯\s*/, '')) : null
}

function parseJson(line: string): unknown {
  if (!line.startsWith('{')) return null
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function shorten(text: string): string {
  const line = text.split('\n')[0] ?? ''
  return line.length > 200 ? `${line.slice(0, 199)}…` : line
}

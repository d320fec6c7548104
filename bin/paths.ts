import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The checkout. */
export const root = path.resolve(import.meta.dirname, '..')

/** The script behind a package's command: started with `process.execPath` it runs on this very Node. */
export function packageCommand(name: string, command = name): string {
  const folder = path.join(root, 'node_modules', name)
  const { bin }: { bin: string | Record<string, string> } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  )
  const file = typeof bin === 'string' ? bin : bin[command]
  if (!file) throw new Error(`${name} has no command ${command}`)
  return path.join(folder, file)
}

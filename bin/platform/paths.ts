import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The checkout. */
export const root = path.resolve(import.meta.dirname, '../..')

/** The script behind a package's command: to be started with `node`. */
export function packageCommand(name: string, command = name): string {
  const folder = path.join(root, 'node_modules', name)
  const { bin }: { bin: string | Record<string, string> } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  )
  const file = typeof bin === 'string' ? bin : bin[command]
  if (!file) throw new Error(`${name} has no command ${command}`)
  return path.join(folder, file)
}

/** The Node that runs our TypeScript: the pinned one, also when a tool was started with an older one. */
export const node = findNode()

function findNode(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const pinned = path.join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', name)
  return existsSync(pinned) ? pinned : process.execPath
}

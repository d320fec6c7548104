import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { Failure } from '../platform/failure.ts'
import { withLock } from '../platform/name-lock.ts'
import { packageCommand, root } from '../platform/paths.ts'
import { runTask } from '../platform/run-task.ts'

/** All that the build reads; the generated client follows from prisma/schema. */
const sources = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
]

const stampFile = path.join(root, '.next/rolecall-build')

/**
 * Builds the web application if its sources have changed since the last build. Two at once take turns.
 * @returns what was done, for the console.
 */
export async function buildIfNeeded(onStart?: (child: ChildProcess) => void): Promise<string> {
  if (isBuilt()) return 'Build up to date'
  return withLock(`build ${root}`, async () => {
    if (isBuilt()) return 'Build up to date'
    // What changes while it builds is not in it.
    const stamp = sourceStamp()
    const result = await runTask([packageCommand('next'), 'build'], { NODE_ENV: 'production' }, onStart)
    if (result.code !== 0)
      throw new Failure('The web application could not be built; the reason is above.', result.lastLines)
    writeFileSync(stampFile, stamp)
    return 'Built'
  })
}

function isBuilt(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceStamp()
}

function sourceStamp(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesBelow))
    hash.update(`${file}\n`).update(readFileSync(path.join(root, file)))
  return hash.digest('hex')
}

function filesBelow(at: string): string[] {
  const full = path.join(root, at)
  if (!existsSync(full)) return []
  if (path.extname(at) !== '' && !at.includes('/')) return [at]
  return readdirSync(full, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith(path.join('lib/platform/db/generated')))
    .toSorted()
}

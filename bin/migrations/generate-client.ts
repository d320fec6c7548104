import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Failure } from '../platform/failure.ts'
import { node, packageCommand, root } from '../platform/paths.ts'
import { withLock } from '../platform/name-lock.ts'
import { runTask } from '../platform/run-task.ts'

const output = path.join(root, 'lib/platform/db/generated')
const stampFile = path.join(output, '.stamp')

/** Writes the Prisma client when the schema has changed since it was written. Two at once take turns. */
export async function generateClient(): Promise<void> {
  if (isCurrent()) return
  await withLock(`generate ${root}`, async () => {
    if (isCurrent()) return
    const stamp = schemaStamp()
    const result = await runTask([packageCommand('prisma'), 'generate'], {
      // `generate` never runs the native engine, but would download one; any program will do.
      PRISMA_SCHEMA_ENGINE_BINARY: node,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    })
    if (result.code !== 0)
      throw new Failure('The Prisma client could not be generated from prisma/schema.', result.lastLines)
    writeFileSync(stampFile, stamp)
  })
}

function isCurrent(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === schemaStamp()
}

function schemaStamp(): string {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')))
  const folder = path.join(root, 'prisma/schema')
  for (const name of readdirSync(folder).toSorted())
    hash.update(name).update(readFileSync(path.join(folder, name)))
  return hash.digest('hex')
}

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { productVersion } from './version.ts'

it('is the version of the package', () => {
  const manifest = readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')
  expect(JSON.parse(manifest)).toMatchObject({ version: productVersion })
})

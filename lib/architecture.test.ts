import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsIn, readImports } from '../bin/checks/read-imports.ts'
import { findCycles, findViolations, type Import, rules, unknownLayers } from './architecture.ts'
import { findFolderProblems } from './folders.ts'

const root = path.resolve(import.meta.dirname, '..')
const { files, imports } = readImports(root)

function edge(from: string, to: string | null, isType = false): Import {
  return { from, to, specifier: to ?? './missing.ts', isType }
}

function git(...args: string[]): string[] {
  // A checkout may belong to another account than the one that tests it.
  const command = ['-c', 'safe.directory=*', 'ls-files', ...args]
  return execFileSync('git', command, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)
}

describe('this repository', () => {
  test('is read whole', () => {
    const [known, deleted] = [git('-co', '--exclude-standard', '*.ts', '*.tsx'), git('-d')]
    const expected = known.filter((file) => !deleted.includes(file))
    expect(files.length).toBeGreaterThan(20)
    expect(imports.length).toBeGreaterThan(files.length)
    expect(files.toSorted()).toEqual([...new Set(expected)].toSorted())
  })

  test('keeps every direction', () => {
    expect(findViolations(imports)).toEqual([])
  })

  test('has no cycles', () => {
    expect(findCycles(imports)).toEqual([])
  })

  test('has a layer for each folder of lib', () => {
    expect(unknownLayers(files)).toEqual([])
  })

  test('has folders that say what they hold, and not too much in one', () => {
    expect(findFolderProblems(files)).toEqual([])
  })
})

describe('each direction is really checked', () => {
  test.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
    expect(findViolations([edge(...rule.broken)])).toContain(`${name}: ${rule.broken.join(' → ')}`)
    expect(findViolations([edge(...rule.kept)])).toEqual([])
  })

  test('an import that leads nowhere', () => {
    expect(findViolations([edge('lib/a.ts', null)])).toEqual([
      'lib/a.ts imports ./missing.ts, which does not exist',
    ])
  })

  test('types alone may cross where nothing runs', () => {
    expect(findViolations([edge('lib/requests/lifecycle.ts', 'lib/platform/db/client.ts', true)])).toEqual([])
  })

  test('a circle, once, and not a diamond', () => {
    const circle = [edge('a.ts', 'b.ts'), edge('b.ts', 'c.ts'), edge('c.ts', 'a.ts')]
    const diamond = [edge('a.ts', 'b.ts'), edge('a.ts', 'c.ts'), edge('b.ts', 'd.ts'), edge('c.ts', 'd.ts')]
    expect(findCycles(circle)).toEqual(['a.ts → b.ts → c.ts → a.ts'])
    expect(findCycles(diamond)).toEqual([])
  })

  test('a folder of lib without a layer', () => {
    expect(unknownLayers(['lib/users/roles.ts', 'lib/billing/pay.ts', 'lib/architecture.ts'])).toEqual([
      'billing',
    ])
  })

  test.each(['lib/utils/a.ts', 'lib/users/helpers.ts', 'components/ui/index.ts', 'lib/platform/common/x.ts'])(
    'the name %s',
    (file) => {
      expect(findFolderProblems([file])).toHaveLength(1)
    },
  )

  test('a crowded folder, tests not counted', () => {
    const fifteen = Array.from({ length: 15 }, (_, index) => `lib/users/verb-${index}.ts`)
    expect(findFolderProblems([...fifteen, 'lib/users/verb-1.test.ts'])).toEqual([])
    expect(findFolderProblems([...fifteen, 'lib/users/one-more.ts'])).toEqual([
      'lib/users has 16 files; 15 is the most',
    ])
  })
})

test('every syntax of an import is seen', () => {
  const text = `
    import a from './a.ts'
    import type { B } from './b.ts'
    import './c.ts'
    export * from './d.ts'
    export { e } from './e.ts'
    export type { F } from './f.ts'
    const g = await import('./g.ts')
    type H = import('./h.ts').H
    const i = require('./i.ts')
    import j = require('./j.ts')
    const notAnImport = "import './k.ts'"
  `
  const found = importsIn('x.ts', text)
  expect(found.map(({ specifier }) => specifier.slice(2, 3)).toSorted()).toEqual('abcdefghij'.split(''))
  expect(found.filter(({ isType }) => isType).map(({ specifier }) => specifier)).toEqual([
    './b.ts',
    './f.ts',
    './h.ts',
  ])
})

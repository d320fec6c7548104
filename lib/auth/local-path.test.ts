import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toLocalPath } from './local-path.ts'

it.each([
  ['/requests?view=decide#top', '/requests?view=decide#top'],
  ['/apps/../people', '/people'],
  [undefined, '/'],
  [['/a', '/b'], '/'],
  ['requests', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/\n\\evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/..//evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('%j leads to %j', (next, path) => {
  expect(toLocalPath(next)).toBe(path)
})

it('never leads to another site', () => {
  const tricky = fc.string({
    unit: fc.constantFrom('/', '\\', '.', '\t', '\n', ' ', '@', ':', '?', '#', '%2f', 'evil.example'),
  })
  fc.assert(
    fc.property(tricky, (next) => {
      const site = 'https://rolecall.example'
      expect(new URL(toLocalPath(`/${next}`), site).origin).toBe(site)
    }),
    { numRuns: 2000 },
  )
})

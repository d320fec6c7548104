import { expect, test } from 'vitest'
import { storable } from './storable.ts'

test('a text with a character that no column takes is refused, wherever it is', () => {
  const bad = { people: [{ name: 'Ada\0' }] }
  expect(() => storable(bad)).toThrow('cannot be stored')
  expect(() => storable('\0')).toThrow('cannot be stored')
})

test('everything else passes as it is', () => {
  for (const raw of [undefined, null, 0, 'Ada', String.raw`\u0000`, { reason: 'Ünïcode 🙂\n' }])
    expect(storable(raw)).toBe(raw)
})

import { expect, test } from 'vitest'
import { problemIn } from './log-hint.ts'

test.each([
  ['{"level":50,"msg":"a job failed","err":{"message":"boom\\nand more"}}', 'a job failed: boom'],
  ['{"level":60,"msg":"the worker gives up"}', 'the worker gives up'],
  [' ⨯ Error: no such page', 'Error: no such page'],
  ['TypeError: x is not a function', 'TypeError: x is not a function'],
])('hints at %s', (line, hint) => {
  expect(problemIn(line)).toBe(hint)
})

test.each([
  '{"level":30,"msg":"worker ready"}',
  '{"level":40,"msg":"trying again"}',
  '{broken',
  ' ▲ Next.js 16',
  '',
])('is silent about %s', (line) => {
  expect(problemIn(line)).toBeNull()
})

test('cuts a long line', () => {
  expect(problemIn(`Error: ${'x'.repeat(500)}`)).toHaveLength(200)
})

import { expect, test } from 'vitest'
import { isPassing } from './passing-error.ts'

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('made for a test'), { code, ...more })
const ofDriver = (originalCode: string) => ({
  driverAdapterError: Object.assign(new Error(''), { cause: { originalCode } }),
})

test.each([
  ['a deadlock', withCode('40P01'), true],
  ['a server that shuts down, below Prisma', withCode('P2010', { meta: ofDriver('57P01') }), true],
  ['a pool without a free connection', withCode('P2028'), true],
  ['a database that does not answer', withCode('ECONNREFUSED'), true],
  ['a connection that was lost', new Error('Connection terminated unexpectedly'), true],
  ['a division by zero', withCode('22012'), false],
  ['a row like another, below Prisma', withCode('P2010', { meta: ofDriver('23505') }), false],
  ['an error of the program', new TypeError('x is not a function'), false],
  ['no error at all', 'nothing', false],
])('%s', (_, error, passes) => {
  expect(isPassing(error)).toBe(passes)
})

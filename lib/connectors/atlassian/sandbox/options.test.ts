import { describe, expect, it } from 'vitest'
import { openJournal } from './journal.ts'
import { defaultOptions, readOptions } from './options.ts'
import { createOrganization } from './organization/create-organization.ts'

describe('the flags', () => {
  it('are taken up to their bounds', () => {
    const most = ['--accounts', '200000', '--groups', '50000', '--sites', '50', '--port', '65535']
    expect(readOptions([...most, '--seed', '7'])).toEqual({
      ...defaultOptions,
      accounts: 200_000,
      groups: 50_000,
      sites: 50,
      port: 65_535,
      seed: '7',
    })
    expect(readOptions([])).toEqual(defaultOptions)
  })

  it.each([
    [['--accounts', '200001'], '--accounts must be a whole number from 5 to 200000.'],
    [['--accounts', '4'], '--accounts must be a whole number from 5 to 200000.'],
    [['--groups', '1e3'], '--groups must be a whole number from 1 to 50000.'],
    [['--sites', ''], '--sites must be a whole number from 1 to 50.'],
    [['--port', '1.5'], '--port must be a whole number from 0 to 65535.'],
    [['--colour', 'red'], "Unknown option '--colour'. Flags: "],
    [['--accounts', '-5'], "Option '--accounts' argument is ambiguous. Flags: "],
    [['large'], "Unexpected argument 'large'. Flags: "],
  ])('%j: %s', (flags, sentence) => {
    expect(() => readOptions(flags)).toThrow(sentence)
  })
})

it('says at the start that the state file cannot be used', () => {
  const model = createOrganization({ ...defaultOptions, accounts: 5 })
  expect(() => openJournal('/', model)).toThrow('The state file / cannot be read and written (EISDIR).')
})

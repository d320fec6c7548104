import { expect, test } from 'vitest'
import { defaultLimit, endsEarly, findDoubt, type KindCount } from './guard.ts'

const groups = (known: number, ends: number, more: Partial<KindCount> = {}): KindCount => ({
  kind: 'groups',
  known,
  read: known - ends,
  ends,
  counted: null,
  isList: true,
  limit: defaultLimit,
  ...more,
})

test.each([
  ['more than a tenth and more than twenty', groups(200, 21), '21 of 200 groups would be removed'],
  ['a list that is empty', groups(3, 3), 'came back empty although 3 were known'],
  ['the only one of a list', groups(1, 1), 'came back empty although 1 were known'],
  ['all grants of a kind', groups(2, 2, { isList: false }), 'came back empty'],
  ['a long list that is cut', groups(240, 180, { counted: 240 }), 'ended after 60 although 240 are counted'],
  ['a short list that is cut', groups(15, 7, { counted: 15 }), 'ended after 8 although 15 are counted'],
  [
    'a cut list, whatever the limit',
    groups(240, 180, { counted: 240, limit: { percent: 100, objects: 1000 } }),
    'ended after 60',
  ],
])('%s is held', (_name, count, sentence) => {
  expect(findDoubt([groups(5, 0), count])).toContain(sentence)
})

test.each([
  ['a tenth', groups(300, 30)],
  ['twenty of few', groups(40, 20)],
  ['the last grant of a kind', groups(1, 1, { isList: false })],
  ['what a raised limit allows', groups(200, 60, { limit: { percent: 50, objects: 20 } })],
  ['a list that the vendor counts as short too', groups(25, 8, { counted: 17 })],
  ['one that came while the list was read', groups(25, 2, { counted: 24 })],
  ['a list far from the count of which nothing goes', groups(60, 0, { counted: 240 })],
  ['one that goes where the count never fits', groups(240, 1, { counted: 999 })],
])('%s is believed', (_name, count) => {
  expect(findDoubt([count])).toBeNull()
})

test('that a list and its count differ is told all the same', () => {
  const differ = (read: number, counted: number | null) => endsEarly(groups(read, 0, { counted }))
  expect([differ(60, 240), differ(60, 61), differ(60, null)]).toEqual([true, false, false])
})

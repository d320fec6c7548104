import { expect, test } from 'vitest'
import { findCurrent } from './navigation.ts'

const item = (href: string) => ({ href, label: href, icon: null, ...(href === '/' && { exact: true }) })
const groups = [{ items: ['/', '/requests', '/requests/new'].map(item) }, { items: ['/apps'].map(item) }]

test('one item is current: of several that match the longest, and the start page only by its own address', () => {
  expect(findCurrent(groups, '/')).toBe('/')
  expect(findCurrent(groups, '/requests')).toBe('/requests')
  expect(findCurrent(groups, '/requests/new')).toBe('/requests/new')
  expect(findCurrent(groups, '/requests/0199')).toBe('/requests')
  expect(findCurrent(groups, '/apps/1/accounts')).toBe('/apps')
  expect(findCurrent(groups, '/applications')).toBeNull()
})

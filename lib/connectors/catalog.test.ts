import { describe, expect, it } from 'vitest'
import { capabilities } from './atlassian/change-access.ts'
import { catalog, findCatalogEntries, getCatalogEntry } from './catalog.ts'
import type { ResourceType } from './contract.ts'

const rowOf: Record<ResourceType, string> = {
  workspace: 'Workspaces',
  group: 'Groups',
  organization: 'Organization',
}
const wordOf = { role: 'Roles', membership: 'Membership' }

function changesOf(wanted: string): Record<string, string | null> {
  const rows = catalog.find(({ kind }) => kind === wanted)?.capabilities ?? []
  return Object.fromEntries(
    rows.filter((row) => row.provision !== null).map((row) => [row.resource, row.provision]),
  )
}

describe('the catalog', () => {
  const can = Object.fromEntries(
    capabilities.changes.map(({ kind, on, slugs }) => [
      rowOf[on],
      slugs?.includes('atlassian/org-admin') ? 'Organization admin' : wordOf[kind],
    ]),
  )

  it('says what the connector of Atlassian can change, and nothing else', () => {
    expect(changesOf('atlassian')).toEqual(can)
  })

  it('says no more of the self-hosted one', () => {
    expect(can).toMatchObject(changesOf('baton'))
    expect(changesOf('baton')).toEqual({ Workspaces: 'Roles' })
  })

  it('has each kind once, described in one sentence', () => {
    expect(new Set(catalog.map((one) => one.kind)).size).toBe(catalog.length)
    for (const { description } of catalog) expect(description).toMatch(/^[A-Z][^.]+\.$/)
    expect(catalog.flatMap((one) => one.capabilities).every((row) => row.sync)).toBe(true)
  })

  it.each([
    ['', ['atlassian', 'baton']],
    ['  ATLASSIAN ', ['atlassian', 'baton']],
    ['jira service', ['atlassian']],
    ['Baton', ['baton']],
    ['self hosted', ['baton']],
    ['self-hosted', ['baton']],
    ['confluence kubernetes', ['baton']],
    ['cloud', ['atlassian']],
    ['okta', []],
  ])('finds by %j', (query, kinds) => {
    expect(findCatalogEntries(query).map((one) => one.kind)).toEqual(kinds)
  })

  it('gives one by its kind', () => {
    expect(getCatalogEntry('baton')).toMatchObject({ selfHosted: true })
    expect(() => getCatalogEntry('okta')).toThrow('no connector of kind "okta"')
  })
})

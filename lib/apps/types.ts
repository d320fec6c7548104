import type { ConnectorStatus } from '#lib/connectors/types.ts'

/** Icons that an app can have, by the names of the kit. */
export const appIcons = [
  'app-window',
  'building',
  'book-open',
  'bug',
  'calendar',
  'chart-column',
  'cloud',
  'code',
  'credit-card',
  'database',
  'file-text',
  'folder',
  'headset',
  'kanban',
  'key-round',
  'layers',
  'mail',
  'megaphone',
  'message-square',
  'package',
  'server',
  'shield',
  'shopping-cart',
  'users',
] as const
export type AppIcon = (typeof appIcons)[number]

export type AppSource = 'connector' | 'discovered' | 'csv' | 'hand'

/** Where an app comes from, in words. */
export const sourceLabels: Record<AppSource, string> = {
  connector: 'Set up with a connector',
  discovered: 'Found by a connector',
  csv: 'From a file',
  hand: 'By hand',
}

export const appViews = ['managed', 'unmanaged', 'deleted'] as const
export type AppView = (typeof appViews)[number]

/** Days in which a deleted app can be restored. */
export const restoreDays = 30

interface AppIdentity {
  id: string
  displayName: string
  description: string | null
  icon: string | null
}

/** A connector as the pages of its app name it. */
export interface AppConnector {
  id: string
  displayName: string
  kind: string
  status: ConnectorStatus
  error: string | null
  lastSucceededAt: Date | null
  /** Its own page is theirs to see too. */
  mayOpen: boolean
}

export interface AppRow extends AppIdentity {
  source: AppSource
  createdAt: Date
  owners: { id: string; name: string }[]
  connectors: AppConnector[]
  accounts: number
  entitlements: number
  mayManage: boolean
}

export interface DeletedAppRow extends AppIdentity {
  deletedAt: Date
  deletedBy: string | null
  /** When it is removed for good. */
  goneAt: Date
}

/** How many apps there are in each view, as far as the actor may see. */
export type AppCounts = Record<AppView, number>

export interface AppOwnerView {
  userId: string
  name: string
  email: string
  /** Has not signed in yet. */
  isInvited: boolean
}

/** What every page of an app says about it. */
export interface AppHeader extends AppIdentity {
  managed: boolean
  source: AppSource
  createdAt: Date
  owners: AppOwnerView[]
  accounts: number
  workspaces: number
  groups: number
  entitlements: number
  connectors: number
  mayManage: boolean
}

export interface AppOverview {
  accounts: { enabled: number; disabled: number; deleted: number; external: number }
  /** Roles that accounts hold by themselves, outside groups. */
  directGrants: number
  openRequests: number
  organizations: { id: string; displayName: string }[]
  connectors: AppConnector[]
}

/** What goes with an app when it is deleted. */
export interface DeletionPreview {
  connectors: string[]
  accounts: number
  grants: number
  openRequests: number
  owners: string[]
}

/** A line of a file of apps, and what would become of it. */
export interface ImportRow {
  line: number
  name: string
  description: string
  owners: string[]
  verdict: 'new' | 'known' | 'broken'
  /** What is wrong with it. */
  reason: string | null
}

export interface ImportPreview {
  counts: Record<ImportRow['verdict'], number>
  /** People who are invited by it. */
  invited: number
  /** The first of them, those with a problem before the others. */
  rows: ImportRow[]
}

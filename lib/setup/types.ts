import type { ConnectionReport } from '#lib/connectors/contract.ts'
import type { ChosenPersonView } from '#lib/users/types.ts'
import type { SetupStep } from './labels.ts'

/** Where a step stands, and who has saved it last. */
export interface DraftStep {
  step: SetupStep
  label: string
  /** Of `total`; the choice of the connector was the first. */
  number: number
  isDone: boolean
  /** Counts the times that it was saved; 0: never. What a form sends back, so that nobody is overwritten unseen. */
  version: number
  savedBy: { userId: string; name: string } | null
  savedAt: Date | null
}

/** How a connector is attached: to an app that comes with it, or to one that is here. */
export type AttachChoice = 'new_app' | 'managed_app' | 'unmanaged_app'

export interface DraftApp {
  id: string
  displayName: string
  managed: boolean
  connectors: number
}

/** A set-up that is not finished, as its pages show it. Its secret never leaves the server. */
export interface DraftDetail {
  id: string
  kind: string
  steps: DraftStep[]
  total: number
  /** The first that is not done. */
  next: SetupStep
  attach: AttachChoice | null
  app: DraftApp | null
  /** Of the new app. */
  appName: string | null
  owners: ChosenPersonView[]
  organizationId: string | null
  organizationName: string | null
  secret: { hint: string; setAt: Date; setBy: string | null } | null
  keyExpiresAt: Date | null
  provisionRoles: boolean
  provisionMemberships: boolean
  supportRequested: { at: Date; by: string | null } | null
  report: ConnectionReport | null
  reportedAt: Date | null
  /** What it has become. */
  connectorId: string | null
  createdBy: string
  createdAt: Date
}

/** An unfinished set-up in a list. */
export interface DraftRow {
  id: string
  kind: string
  name: string
  next: SetupStep
  nextLabel: string
  number: number
  total: number
  createdBy: string
  updatedAt: Date
}

/** What to paste to connect the sandbox; it opens nothing but made-up data. */
export interface SandboxOffer {
  organizationId: string
  accessToken: string
}

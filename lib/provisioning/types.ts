/** The button that leads on. */
export type NextStep = 'retry' | 'reconnect' | 'open_vendor' | 'support_request'

export interface RequestExplanation {
  tone: 'warning' | 'danger'
  title: string
  /** What happened, one sentence that names person, role and workspace. */
  cause: string
  /** Who can do something about it, and what. */
  remedy: string
  next: readonly NextStep[]
  /** Where a person changes it by hand. */
  vendorUrl: string | null
}

import { readReport } from '#lib/connectors/connection/report.ts'
import type { ConnectionReport } from '#lib/connectors/contract.ts'
import type { Prisma } from '#lib/platform/db/generated/client.ts'
import { stepsOf, toStepLabel, type SetupStep } from './labels.ts'
import type { DraftStep } from './types.ts'

/** A draft with what tells how far it is. */
export const withProgress = {
  app: { include: { _count: { select: { connectors: { where: { deletedAt: null } } } } } },
  createdBy: true,
  secretSetBy: true,
  supportRequestedBy: true,
  owners: { include: { user: true }, orderBy: { createdAt: 'asc' } },
  steps: { include: { savedBy: true } },
} satisfies Prisma.ConnectorDraftInclude
export type StoredDraft = Prisma.ConnectorDraftGetPayload<{ include: typeof withProgress }>

/** The stored report of the last connection test; null before there is one. */
export const reportOf = (draft: { report: unknown }): ConnectionReport | null => readReport(draft.report)

/** Whether what a step asks for is there; for the app that was chosen and is gone by now it is not. */
function isDone(draft: StoredDraft, step: SetupStep): boolean {
  if (draft.connectorId !== null) return true
  if (step === 'save' || !isSaved(draft, step)) return false
  if (step === 'app')
    return draft.attach === 'new_app' || (draft.app !== null && draft.app.deletedAt === null)
  if (step === 'owners') return draft.owners.length > 0
  if (step === 'credentials') return draft.secret !== null && draft.organizationId !== null
  return step === 'test' ? (reportOf(draft)?.ok ?? false) : true
}

const isSaved = (draft: StoredDraft, step: SetupStep): boolean =>
  draft.steps.some((saved) => saved.step === step)

/** All steps of a draft in order. */
export function toSteps(draft: StoredDraft): DraftStep[] {
  return stepsOf(draft.kind).map((step, index) => {
    const saved = draft.steps.find((one) => one.step === step)
    return {
      step,
      label: toStepLabel(step, draft.kind),
      number: index + 2,
      isDone: isDone(draft, step),
      version: saved?.version ?? 0,
      savedBy: saved ? { userId: saved.savedById, name: saved.savedBy.name } : null,
      savedAt: saved?.savedAt ?? null,
    }
  })
}

/** The first step that is not done; the last when all are. */
export const toNext = (steps: readonly DraftStep[]): SetupStep =>
  steps.find((step) => !step.isDone)?.step ?? 'save'

/** What a draft is called while it is none of the things it will become. */
export const toDraftName = (draft: StoredDraft): string =>
  draft.organizationName ?? draft.app?.displayName ?? draft.appName ?? 'New connector'

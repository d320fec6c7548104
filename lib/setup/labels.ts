import { isSelfHosted } from '#lib/connectors/catalog.ts'

/** The steps of a set-up, each at its own address. What a self-hosted connector needs comes after it is saved. */
export const setupSteps = ['app', 'owners', 'credentials', 'provisioning', 'test', 'save'] as const
export type SetupStep = (typeof setupSteps)[number]

const labels: Record<SetupStep, string> = {
  app: 'App',
  owners: 'Owners',
  credentials: 'Credentials',
  provisioning: 'Provisioning',
  test: 'Connection test',
  save: 'Save and sync',
}

const selfHostedSteps: readonly SetupStep[] = ['app', 'owners', 'save']

/** Steps of a connector of this kind, in order, without the choice of the connector itself, which is the first. */
export const stepsOf = (kind: string): readonly SetupStep[] =>
  isSelfHosted(kind) ? selfHostedSteps : setupSteps

export const toStepLabel = (step: SetupStep, kind: string): string =>
  step === 'save' && isSelfHosted(kind) ? 'Save' : labels[step]

/** A step by its part of the address; null when a connector of this kind has none of that name. */
export const toStep = (kind: string, segment: string): SetupStep | null =>
  stepsOf(kind).find((step) => step === segment) ?? null

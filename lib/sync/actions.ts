'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '#lib/auth/action.ts'
import { ConnectorRef } from '#lib/connectors/schema.ts'
import { cancelSync as cancelSyncVerb } from './cancel-sync.ts'
import { applyHeldPlan as applyHeldPlanVerb } from './held/apply-held-plan.ts'
import { discardHeldPlan as discardHeldPlanVerb } from './held/discard-held-plan.ts'
import { resetRemovalLimit as resetRemovalLimitVerb } from './held/reset-removal-limit.ts'
import { setRemovalLimit as setRemovalLimitVerb } from './held/set-removal-limit.ts'
import { setPaused as setPausedVerb } from './schedule/set-paused.ts'
import { setSchedule as setScheduleVerb } from './schedule/set-schedule.ts'
import { LimitRef, RemovalLimit, RunRef, SetPaused, SetSchedule } from './schema.ts'
import { startSync as startSyncVerb } from './start-sync.ts'

export const startSync = defineAction('sync.start', ConnectorRef, startSyncVerb)
export const cancelSync = defineAction('sync.cancel', RunRef, cancelSyncVerb)
export const applyHeldPlan = defineAction('sync.apply-held-plan', RunRef, applyHeldPlanVerb)
export const discardHeldPlan = defineAction('sync.discard-held-plan', RunRef, discardHeldPlanVerb)
export const setRemovalLimit = defineAction('sync.set-removal-limit', RemovalLimit, setRemovalLimitVerb)
export const resetRemovalLimit = defineAction('sync.reset-removal-limit', LimitRef, resetRemovalLimitVerb)
export const setPaused = defineAction('sync.set-paused', SetPaused, setPausedVerb)
export const setSchedule = defineAction('sync.set-schedule', SetSchedule, async (actor, input) => {
  await setScheduleVerb(actor, input)
  revalidatePath(`/connectors/${input.connectorId}`)
})

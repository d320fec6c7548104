import type { Context } from '../context.ts'
import { ok, type Reply } from '../replies.ts'
import { defaultSettings, SettingsInput } from '../settings.ts'
import { parseControl } from './parse-control.ts'

/** GET /__sandbox/settings */
export function showSettings({ sandbox }: Context): Reply {
  return ok(sandbox.settings)
}

/** POST /__sandbox/settings */
export function changeSettings(context: Context): Reply {
  Object.assign(context.sandbox.settings, parseControl(SettingsInput, context))
  return ok(context.sandbox.settings)
}

/** DELETE /__sandbox/settings: back to the defaults. */
export function resetSettings({ sandbox }: Context): Reply {
  Object.assign(sandbox.settings, defaultSettings)
  return ok(sandbox.settings)
}

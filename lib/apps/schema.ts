import { z } from 'zod'
import { PageKey } from '#lib/platform/db/keyset.ts'
import { ChosenPerson } from '#lib/users/schema.ts'
import { appIcons, appViews } from './types.ts'

/** What the URL of the list of apps may say. */
export const AppFilter = PageKey.extend({
  view: z.enum(appViews).default('managed').catch('managed'),
  q: z
    .string()
    .trim()
    .max(200)
    .refine((text) => !text.includes('\0'))
    .optional()
    .catch(undefined),
})
export type AppFilter = z.infer<typeof AppFilter>

export const AppName = z
  .string()
  .trim()
  .refine(
    (text) => text === '' || /[\p{L}\p{N}\p{P}\p{S}]/u.test(text),
    'Give the app a name that can be seen.',
  )
  .min(1, 'Give the app a name.')
  .max(80, 'Use 80 characters at most for the name.')
export const AppDescription = z.string().trim().max(500, 'Use 500 characters at most for the description.')

const mostOwners = 50
const Owners = z.array(ChosenPerson).max(mostOwners, `Choose ${mostOwners} owners at most.`)

export const AppRef = z.object({ appId: z.uuid() })

export const AddApp = z
  .object({ name: AppName, description: AppDescription, managed: z.boolean(), owners: Owners })
  .refine(({ managed, owners }) => !managed || owners.length > 0, {
    path: ['owners'],
    message: 'Choose at least one owner: somebody has to look after a managed app.',
  })
export type AddApp = z.input<typeof AddApp>

export const ChangeApp = AppRef.extend({
  name: AppName,
  description: AppDescription,
  icon: z.enum(appIcons).nullable(),
})
export type ChangeApp = z.input<typeof ChangeApp>

export const SetAppOwners = AppRef.extend({ owners: Owners })
export type SetAppOwners = z.input<typeof SetAppOwners>

const mostAtOnce = 500
export const ManageApps = z.object({
  appIds: z
    .array(z.uuid())
    .min(1, 'Choose an app.')
    .max(mostAtOnce, `Choose ${mostAtOnce} apps at most at once.`),
  owners: Owners,
})
export type ManageApps = z.input<typeof ManageApps>

export const DeleteApp = AppRef.extend({ name: z.string().max(2000) })
export type DeleteApp = z.input<typeof DeleteApp>

const mostBytes = 1_000_000
export const AppFile = z.object({
  text: z
    .string()
    .refine((text) => text.trim() !== '', { message: 'Choose a file, or paste its lines.' })
    .refine((text) => new TextEncoder().encode(text).length <= mostBytes, {
      message: 'This is larger than 1 MB. Split it into several files.',
    }),
})
export type AppFile = z.input<typeof AppFile>

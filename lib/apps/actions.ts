'use server'

import { defineAction } from '#lib/auth/action.ts'
import { addApp as addAppVerb } from './add-app.ts'
import { changeApp as changeAppVerb } from './change-app.ts'
import { deleteApp as deleteAppVerb } from './deletion/delete-app.ts'
import { restoreApp as restoreAppVerb } from './deletion/restore-app.ts'
import { importApps as importAppsVerb } from './import/import-apps.ts'
import { manageApps as manageAppsVerb } from './manage-apps.ts'
import { previewImport as previewImportQuery } from './queries.ts'
import { AddApp, AppFile, AppRef, ChangeApp, DeleteApp, ManageApps, SetAppOwners } from './schema.ts'
import { setAppOwners as setAppOwnersVerb } from './set-app-owners.ts'
import { unmanageApp as unmanageAppVerb } from './unmanage-app.ts'

export const addApp = defineAction('apps.add', AddApp, addAppVerb)
export const previewImport = defineAction('apps.preview-import', AppFile, previewImportQuery)
export const importApps = defineAction('apps.import', AppFile, importAppsVerb)
export const manageApps = defineAction('apps.manage', ManageApps, manageAppsVerb)
export const unmanageApp = defineAction('apps.unmanage', AppRef, unmanageAppVerb)
export const changeApp = defineAction('apps.change', ChangeApp, changeAppVerb)
export const setAppOwners = defineAction('apps.set-owners', SetAppOwners, setAppOwnersVerb)
export const deleteApp = defineAction('apps.delete', DeleteApp, deleteAppVerb)
export const restoreApp = defineAction('apps.restore', AppRef, restoreAppVerb)

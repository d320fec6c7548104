'use server'

import { defineAction } from '#lib/auth/action.ts'
import { ConnectAtlassian, ConnectorRef } from '#lib/connectors/schema.ts'
import { connectAndSync as connectAndSyncVerb } from './connect-and-sync.ts'
import { startSync as startSyncVerb } from './start-sync.ts'

export const connectAndSync = defineAction('sync.connect-and-sync', ConnectAtlassian, connectAndSyncVerb)
export const startSync = defineAction('sync.start', ConnectorRef, startSyncVerb)

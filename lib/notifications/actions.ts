'use server'

import { z } from 'zod'
import { defineAction } from '#lib/auth/action.ts'
import { markNoticesRead as markNoticesReadVerb } from './mark-notices-read.ts'

export const markNoticesRead = defineAction('notifications.mark-read', z.object({}), markNoticesReadVerb)

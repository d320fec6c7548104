import { z } from 'zod'

export const AccountRef = z.object({ accountId: z.uuid() })

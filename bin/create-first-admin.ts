import type { z } from 'zod'
import { closeDb } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { createFirstAdmin } from '#lib/users/create-first-admin.ts'
import { hasAnyUser } from '#lib/users/queries.ts'
import { FirstAdmin } from '#lib/users/schema.ts'

/** Creates the first Super Administrator from the settings, unless somebody exists already. */
async function main(): Promise<string | null> {
  if (await hasAnyUser()) return null
  const parsed = FirstAdmin.safeParse({
    email: process.env['ROLECALL_ADMIN_EMAIL'],
    password: process.env['ROLECALL_ADMIN_PASSWORD'],
    name: toName(process.env['ROLECALL_ADMIN_EMAIL'] ?? ''),
  })
  if (!parsed.success) return describe(parsed.error)
  await createFirstAdmin(parsed.data)
  return null
}

/** “ada.lovelace@acme.example” is most likely Ada Lovelace. */
function toName(email: string): string {
  const words = (email.split('@')[0] ?? '').split(/[._-]+/).filter(Boolean)
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')
}

function describe(error: z.ZodError): string {
  const settings: Record<string, string> = {
    email: 'ROLECALL_ADMIN_EMAIL',
    password: 'ROLECALL_ADMIN_PASSWORD',
  }
  const problems = error.issues.map(
    (issue) => `${settings[String(issue.path[0])] ?? 'ROLECALL_ADMIN_EMAIL'}: ${issue.message}`,
  )
  return `The first administrator cannot be created. ${[...new Set(problems)].join(' ')}`
}

let problem: string | null
try {
  problem = await main()
} catch (error) {
  problem = error instanceof AppError || error instanceof Error ? error.message : String(error)
}
await closeDb()
if (problem !== null) {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
}

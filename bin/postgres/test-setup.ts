import process from 'node:process'
import { afterAll, inject } from 'vitest'
import { freshDatabase } from '#lib/platform/db/test-database.ts'

const database = await freshDatabase(inject('templateUrl'))

// Before the test file and what it tests are imported.
process.env['DATABASE_URL'] = database.url
process.env['ROLECALL_SECRET_KEY'] = Buffer.alloc(32, 42).toString('base64')
process.env['ROLECALL_URL'] = 'http://localhost:3000'
process.env['AUTH_URL'] = 'http://localhost:3000'
process.env['AUTH_SECRET'] = 'a secret of the tests, and of nothing else'
process.env['AUTH_TRUST_HOST'] = 'true'
process.env['LOG_LEVEL'] = process.env['LOG_LEVEL'] ?? 'silent'

afterAll(async () => {
  const { closeDb } = await import('#lib/platform/db/client.ts')
  await closeDb()
  await database.drop()
})

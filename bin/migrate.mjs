import { bootstrap } from './bootstrap.mjs'

await bootstrap('./migrations/migrate.ts')

import { bootstrap } from './bootstrap.mjs'

await bootstrap('./migrations/generate.ts')

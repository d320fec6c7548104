import { bootstrap } from './bootstrap.mjs'

await bootstrap('./supervisor/dev.ts')

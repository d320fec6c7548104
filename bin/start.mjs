import { bootstrap } from './bootstrap.mjs'

await bootstrap('./supervisor/start.ts')

import { bootstrap } from './bootstrap.mjs'

await bootstrap('./checks/test.ts')

import { bootstrap } from './bootstrap.mjs'

await bootstrap('./checks/verify.ts')

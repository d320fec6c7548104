import { bootstrap } from './bootstrap.mjs'

await bootstrap('../lib/connectors/atlassian/sandbox/main.ts')

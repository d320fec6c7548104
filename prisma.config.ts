import { defineConfig } from 'prisma/config'

// Generating only: migrations run on the engine in bin/migrations, so there is no datasource here.
export default defineConfig({ schema: 'prisma/schema' })

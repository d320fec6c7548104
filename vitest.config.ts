import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{app,bin,components,lib}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          environment: 'node',
          // Pure files keep no state that another could see; loading them once halves the time.
          isolate: false,
          // For properties on a machine that does other things as well.
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'db',
          include: ['{app,bin,components,lib}/**/*.db.test.ts'],
          environment: 'node',
          globalSetup: ['bin/postgres/test-postgres.ts'],
          setupFiles: ['bin/postgres/test-setup.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})

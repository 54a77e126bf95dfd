import { defineConfig } from 'vitest/config'
import { limits } from '../client/web/support/patience.ts'

/** The trials in a real browser: of the web room's runtime, and of the whole product with a real server. */
export default defineConfig({
  test: {
    include: ['tests/client/web/**/*.e2e.ts', 'tests/e2e/**/*.e2e.ts'],
    ...limits,
    // Every file has a browser of its own.
    maxWorkers: 2,
  },
})

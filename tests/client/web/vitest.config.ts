import { defineConfig } from 'vitest/config'

/** The web host's own tests: `npx vitest run --config tests/client/web/vitest.config.ts`. */
export default defineConfig({
  test: { include: ['tests/client/web/**/*.{test,e2e}.ts'], testTimeout: 20_000, hookTimeout: 40_000 },
})

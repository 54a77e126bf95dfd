import { defineConfig } from 'vitest/config'
import { limits } from './support/patience.ts'

/** The web host's own tests: `npx vitest run --config tests/web/vitest.config.ts`. */
export default defineConfig({
  test: { include: ['tests/web/**/*.{test,e2e}.ts'], ...limits },
})

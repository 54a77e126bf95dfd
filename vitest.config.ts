import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [
    {
      // As the bundler does: a script is imported as text.
      name: 'lua',
      transform: (text, id) => (id.endsWith('.lua') ? `export default ${JSON.stringify(text)}` : undefined),
    },
  ],
  test: {
    globalSetup: ['tests/support/build.ts'],
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})

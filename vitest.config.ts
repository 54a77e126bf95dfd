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
    // Its modules name one another without endings, which Node itself does not find.
    server: { deps: { inline: ['jsencrypt'] } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})

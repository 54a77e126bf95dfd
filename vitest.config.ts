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
    // Far beyond what anything takes, also on a busy machine: only a fault reaches them.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
})

import { defineConfig } from 'vitest/config'
import { LongFirst } from './tests/support/long-first.ts'

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
    // A file a core: everything in tests is on free ports and in folders of its own.
    maxWorkers: '100%',
    sequence: { sequencer: LongFirst },
    reporters: ['default', './tests/support/suite-times.ts'],
    // Its modules name one another without endings, which Node itself does not find.
    server: { deps: { inline: ['jsencrypt'] } },
    // Far beyond what anything takes, also on a busy machine: only a fault reaches them.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
})

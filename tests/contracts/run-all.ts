import { it } from 'vitest'

/** Runs tests, given by their sentence, each on something of its own that is disposed of afterwards. */
export function runAll<Opened extends { dispose(): Promise<void> }>(
  tests: Record<string, (opened: Opened) => Promise<void>>,
  open: () => Promise<Opened>,
): void {
  for (const [sentence, test] of Object.entries(tests)) {
    it(sentence, async () => {
      const opened = await open()
      try {
        await test(opened)
      } finally {
        await opened.dispose()
      }
    })
  }
}

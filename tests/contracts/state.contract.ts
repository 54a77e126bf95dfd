import { describe, expect } from 'vitest'
import { runAll } from './run-all'
import { bus } from './state/bus'
import { limits } from './state/limits'
import { presence } from './state/presence'
import { records } from './state/records'
import type { OpenedState, StateTests } from './state/state-tests'

const whole: StateTests = {
  'says that it can be used': async ({ state, other }) => {
    await expect(state.check()).resolves.toBeUndefined()
    await expect(other.check()).resolves.toBeUndefined()
  },
}

const suites = { whole, bus, presence, limits, records }

/** Holds an adapter to what `server/state/state.ts` promises. `open` gives a fresh state each time. */
export function describeState(name: string, open: () => Promise<OpenedState>): void {
  describe(`state: ${name}`, () => {
    for (const [part, tests] of Object.entries(suites)) describe(part, () => runAll(tests, open))
  })
}

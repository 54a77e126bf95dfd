import { openMemoryState } from '../../server/state/memory'
import { describeState } from './state.contract'

describeState('memory', async () => {
  let now = 1_700_000_000_000
  const state = openMemoryState({ elapsed: () => now })
  return {
    state,
    other: state,
    wait: async (millis) => {
      now += millis
    },
    dispose: () => state.close(),
  }
})

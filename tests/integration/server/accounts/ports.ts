import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '../../../../server/chat/ids'
import { openPeople } from '../../../../server/chat/people'
import type { Ports } from '../../../../server/chat/ports'
import { openMemoryState } from '../../../../server/state/memory'
import { openSqliteStore } from '../../../../server/store/sqlite/open'
import type { Store } from '../../../../server/store/store'
import { Clock } from '../../../support/clock'

/** Real ports over a directory of their own, and a clock that the test moves. */
export interface TestPorts {
  ports: Ports
  clock: Clock
  /** The folder that goes with them. */
  dir: string
  dispose(): Promise<void>
}

/** Opens a store that goes with a folder. */
export type OpenStore = (dir: string) => Promise<Store>

export async function openTestPorts(
  openStore: OpenStore = (dir) => openSqliteStore({ dir }),
): Promise<TestPorts> {
  const dir = await mkdtemp(join(tmpdir(), 'ports-'))
  const clock = new Clock()
  const store = await openStore(dir)
  const state = openMemoryState({ elapsed: clock.elapsed })
  const people = await openPeople(store, state.bus)
  return {
    ports: {
      store,
      state,
      people,
      now: clock.now,
      elapsed: clock.elapsed,
      newId,
      editMs: 0,
      sweepMedia: () => undefined,
      iceServers: () => [],
    },
    dir,
    clock,
    async dispose() {
      people.close()
      await state.close()
      await store.close()
      await rm(dir, { recursive: true })
    },
  }
}

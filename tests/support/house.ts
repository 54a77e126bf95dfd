import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from 'vitest'
import type { Person, Port } from '#protocol'
import { type House, openHouse } from '../../server/chat/house'
import { newId } from '../../server/chat/ids'
import { openPeople } from '../../server/chat/people'
import type { Meter, Wire } from '../../server/chat/ports'
import { openMemoryState } from '../../server/state/memory'
import { openSqliteStore } from '../../server/store/sqlite/open'
import { Clock } from './clock'
import { type Hook, hookedStore, type StoreMethod } from './hooked-store'
import { testWire } from './test-wire'
import { TestVisitor } from './visitor'

/** A house on a real store and a real state, with a clock that the test moves. */
export interface TestHouse {
  house: House
  clock: Clock
  /** What happens before calls of the store, by method. */
  hooks: Map<StoreMethod, Hook>
  /** A new person with an account. */
  person(name: string): Promise<Person>
  /** A connection that has arrived; of a new person unless one is given. */
  visitor(port: Port, who: string | Person): Promise<TestVisitor>
  close(): Promise<void>
}

const deaf: Meter = { appended: () => undefined, delivered: () => undefined }

export async function openTestHouse(wire: Wire = testWire): Promise<TestHouse> {
  const dir = await mkdtemp(join(tmpdir(), 'house-'))
  const clock = new Clock()
  const hooks = new Map<StoreMethod, Hook>()
  const errors: unknown[] = []
  const store = hookedStore(await openSqliteStore({ dir }), hooks)
  const state = openMemoryState({ elapsed: clock.elapsed, onError: (error) => errors.push(error) })
  const people = await openPeople(store, state.bus)
  const house = await openHouse(
    { store, state, people, now: clock.now, elapsed: clock.elapsed, newId, sweepMedia: () => undefined },
    wire,
    deaf,
  )

  const person = async (name: string): Promise<Person> => {
    const account = { id: newId(), name, avatar: '', created: clock.now() }
    await store.accounts.create(account, { kind: 'guest' })
    return { id: account.id, name, avatar: '' }
  }

  return {
    house,
    clock,
    hooks,
    person,
    visitor: async (port, who) =>
      new TestVisitor(newId(), port, typeof who === 'string' ? await person(who) : who, house).arrive(),
    async close() {
      hooks.clear()
      await house.appender.idle()
      house.close()
      people.close()
      await state.close()
      await store.close()
      await rm(dir, { recursive: true })
      if (errors.length > 0) throw errors[0]
    },
  }
}

/** Like `test` of Vitest, with a house of its own for each test. */
export const it = base.extend<{ home: TestHouse }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that this needs no other fixture
  home: async ({}, use) => {
    const home = await openTestHouse()
    await use(home)
    await home.close()
  },
})

/**
 * Resolves when everything that was published by now has reached the visitors: the bus tells in
 * microtasks, and a room is written at the end of the turn.
 */
export async function quiet(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await new Promise((resolve) => setImmediate(resolve))
}

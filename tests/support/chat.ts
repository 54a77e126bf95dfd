import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from 'vitest'
import type { Person, Port } from '#protocol'
import type { ChatContext } from '../../server/chat/context'
import { newId } from '../../server/chat/ids'
import { openChat } from '../../server/chat/open-chat'
import { openPeople } from '../../server/chat/people'
import type { Meter, Wire } from '../../server/chat/ports'
import { openMemoryState } from '../../server/state/memory'
import { openSqliteStore } from '../../server/store/sqlite/open'
import { Clock } from './clock'
import { type Hook, hookedStore, type StoreMethod } from './hooked-store'
import { TestClient } from './test-client'
import { testWire } from './test-wire'

/** The domain on a real store and a real state, with a clock that the test moves. */
export interface TestChat {
  context: ChatContext
  clock: Clock
  /** What happens before calls of the store, by method. */
  hooks: Map<StoreMethod, Hook>
  /** A new person with an account. */
  person(name: string): Promise<Person>
  /** A connection that has arrived; of a new person unless one is given. */
  client(port: Port, who: string | Person): Promise<TestClient>
  close(): Promise<void>
}

const deaf: Meter = { appended: () => undefined, delivered: () => undefined }

export async function openTestChat(wire: Wire = testWire): Promise<TestChat> {
  const dir = await mkdtemp(join(tmpdir(), 'chat-'))
  const clock = new Clock()
  const hooks = new Map<StoreMethod, Hook>()
  const errors: unknown[] = []
  const store = hookedStore(await openSqliteStore({ dir }), hooks)
  const state = openMemoryState({ elapsed: clock.elapsed, onError: (error) => errors.push(error) })
  const people = await openPeople(store, state.bus)
  const context = await openChat(
    {
      ...{ store, state, people, now: clock.now, elapsed: clock.elapsed, newId },
      ...{ editMs: 900_000, sweepMedia: () => undefined, iceServers: () => [] },
    },
    wire,
    deaf,
  )

  const person = async (name: string): Promise<Person> => {
    const account = { id: newId(), name, avatar: '', created: clock.now() }
    await store.accounts.create(account, { kind: 'guest' })
    return { id: account.id, name, avatar: '' }
  }

  return {
    context,
    clock,
    hooks,
    person,
    client: async (port, who) =>
      new TestClient(newId(), port, typeof who === 'string' ? await person(who) : who, context).connect(),
    async close() {
      hooks.clear()
      await context.reactions.finish()
      await context.appender.idle()
      context.close()
      people.close()
      await state.close()
      await store.close()
      await rm(dir, { recursive: true })
      if (errors.length > 0) throw errors[0]
    },
  }
}

/** Like `test` of Vitest, with a `chat` of its own for each test. */
export const it = base.extend<{ chat: TestChat }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that this needs no other fixture
  chat: async ({}, use) => {
    const chat = await openTestChat()
    await use(chat)
    await chat.close()
  },
})

export { quiet } from './quiet'

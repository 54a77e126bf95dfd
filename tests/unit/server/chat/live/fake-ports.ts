import type { Scheduler } from 'fast-check'
import type { Ports } from '../../../../../server/chat/ports'
import { openMemoryState } from '../../../../../server/state/memory'
import type { Draft, Line } from '../../../../../server/store/store'

/** What becomes of a batch on its way over the bus. */
export type Delivery = 'once' | 'twice' | 'never'

/**
 * Ports with one room, of which everyone is a member. Every answer of the store, and every batch on the
 * bus, comes when the scheduler lets it; `bus.deliver` is gone through again and again.
 */
export function fakePorts(scheduler: Scheduler, bus: { deliver: Delivery[] }): Ports {
  const lines: Line[] = []
  const state = openMemoryState()
  let batches = 0
  const slow = <A extends unknown[], R>(work: (...args: A) => R) =>
    scheduler.scheduleFunction(async (...args: A) => work(...args))

  const messages = {
    append: slow((_room: string, drafts: Draft[]) =>
      drafts.map((draft) => {
        lines.push({ ...draft, seq: lines.length + 1 })
        return { seq: lines.length, time: draft.time, repeated: false }
      }),
    ),
    after: slow((_room: string, seq: number, limit: number) => lines.slice(seq, seq + limit)),
    before: slow((_room: string, _seq: number, limit: number) => lines.slice(-limit)),
    top: slow(() => lines.length),
  }
  const rooms = {
    get: slow((id: string) => ({ id, kind: 'group', name: 'Tea', created: 0 })),
    membership: slow((room: string, person: string) => ({
      room,
      person,
      role: 'member',
      read: 0,
      joined: 0,
    })),
  }

  const marks = { reactions: slow(() => []), pinned: slow(() => undefined) }
  const hidden = { newest: slow(() => []), among: slow(() => []) }

  const publish = (topic: string, news: object) => {
    if (!('lines' in news)) return state.bus.publish(topic, news)
    const delivery = bus.deliver[batches % bus.deliver.length]
    batches += 1
    const times = { once: 1, twice: 2, never: 0 }[delivery ?? 'once']
    for (let time = 0; time < times; time += 1)
      void scheduler.schedule(Promise.resolve()).then(() => state.bus.publish(topic, news))
  }

  let time = 0
  return {
    // Nothing else of the store is asked for when people enter, speak and leave.
    store: { messages, rooms, marks, hidden } as unknown as Ports['store'],
    state: {
      ...state,
      bus: {
        publish,
        subscribe: (topic, hear) => state.bus.subscribe(topic, hear),
        onGap: (hear) => state.bus.onGap(hear),
        onDoubt: (hear) => state.bus.onDoubt(hear),
      },
    },
    // Nobody has an account, and nobody is asked for otherwise.
    people: { many: async () => new Map() } as unknown as Ports['people'],
    now: () => {
      time += 1
      return time
    },
    elapsed: () => time,
    newId: () => 'id',
    editMs: 900_000,
    sweepMedia: () => undefined,
    iceServers: () => [],
  }
}

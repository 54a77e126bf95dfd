import type { Message, Person } from '../protocol/index'
import { recalledBy } from '../protocol/index'
import { Alarm } from '../session/alarm'
import type { Clock } from '../session/ports'
import type { HistoryCache } from '../stores/history-cache'

/** Messages kept in memory for the disk. */
const most = 100
/** Milliseconds in which messages gather before they are written. */
const gatherMs = 2_000

/** The newest messages of a room as the server sent them, kept on disk for the next opening. */
export class Tail {
  messages: Message[]
  readonly #room: string
  readonly #cache: HistoryCache
  readonly #saving: Alarm

  constructor(room: string, clock: Clock, cache: HistoryCache) {
    this.#room = room
    this.#cache = cache
    this.#saving = new Alarm(clock)
    this.messages = cache.read(room)
  }

  /** Up to which `seq` the room is known without a hole; nothing when it is not known at all. */
  get have(): number | undefined {
    return this.messages[this.messages.length - 1]?.seq
  }

  restart(messages: readonly Message[]): void {
    this.messages = []
    this.add(messages)
  }

  add(messages: readonly Message[]): void {
    const recalled = new Set<number>()
    for (const message of messages) {
      const seq = recalledBy(message)
      if (seq !== undefined) recalled.add(seq)
    }
    const all = [...this.messages, ...messages].slice(-most)
    // What was taken back stays on no disk.
    this.messages = recalled.size === 0 ? all : all.map((one) => (recalled.has(one.seq) ? blanked(one) : one))
    this.#saveSoon()
  }

  rename(person: Person): void {
    this.messages = this.messages.map((one) => (one.from.id === person.id ? { ...one, from: person } : one))
    this.#saveSoon()
  }

  /** Writes what waits for it. */
  save(): void {
    if (!this.#saving.isSet) return
    this.#saving.clear()
    this.#cache.write(this.#room, this.messages)
  }

  /** The room is no longer one's own to see. */
  forget(): void {
    this.#saving.clear()
    this.#cache.forget(this.#room)
  }

  #saveSoon(): void {
    if (!this.#saving.isSet) this.#saving.set(gatherMs, () => this.#cache.write(this.#room, this.messages))
  }
}

function blanked(message: Message): Message {
  return { ...message, kind: 'recalled', body: '' }
}

import type { Message } from '../protocol/index'
import { Alarm } from '../session/alarm'
import type { Clock } from '../session/ports'
import type { KeptHistory } from './room-deps'

/** Milliseconds in which changes of the history gather before it is written. */
const gatherMs = 2_000

/** Brings the history of an open room to the disk, for the next opening. It keeps no message itself. */
export class HistorySaver {
  readonly #room: string
  readonly #cache: KeptHistory
  readonly #history: () => readonly Message[]
  readonly #saving: Alarm

  /** `history`: all messages that are loaded, without a hole. */
  constructor(room: string, clock: Clock, cache: KeptHistory, history: () => readonly Message[]) {
    this.#room = room
    this.#cache = cache
    this.#history = history
    this.#saving = new Alarm(clock)
  }

  saveSoon(): void {
    if (!this.#saving.isSet) this.#saving.set(gatherMs, () => this.#write())
  }

  /** Writes what waits for it. */
  save(): void {
    if (!this.#saving.isSet) return
    this.#saving.clear()
    this.#write()
  }

  /** The room is no longer one's own to see. */
  forget(): void {
    this.#saving.clear()
    this.#cache.forget(this.#room)
  }

  #write(): void {
    this.#cache.write(this.#room, this.#history())
  }
}

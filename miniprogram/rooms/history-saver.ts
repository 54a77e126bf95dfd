import type { Message } from '../protocol/index'
import { Alarm } from '../session/alarm'
import type { Clock } from '../session/ports'
import type { KeptHistory } from './room-deps'

/** Milliseconds in which changes of the history gather before it is written. */
const gatherMs = 2_000

/** Writes the history of an open room to disk, for the next opening. */
export class HistorySaver {
  private readonly drop: () => void
  private readonly write: () => void
  private readonly saving: Alarm

  /** `history`: all messages that are loaded, without a hole. */
  constructor(room: string, clock: Clock, cache: KeptHistory, history: () => readonly Message[]) {
    this.write = () => cache.write(room, history())
    this.drop = () => cache.forget(room)
    this.saving = new Alarm(clock)
  }

  saveSoon(): void {
    if (!this.saving.isSet) this.saving.set(gatherMs, this.write)
  }

  /** Writes what waits for it. */
  save(): void {
    if (!this.saving.isSet) return
    this.saving.clear()
    this.write()
  }

  /** The room is no longer one's own to see. */
  forget(): void {
    this.saving.clear()
    this.drop()
  }
}

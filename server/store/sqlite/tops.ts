import type Database from 'libsql'
import { LRUCache } from 'lru-cache'
import { prepare, type Statement } from './statement'

/** Beyond this many the least recently used are asked for again. */
const remembered = 20_000

/** The newest line of a room: its place, and its time. */
export interface Top {
  seq: number
  time: number
}

/** The newest line of each room, kept in memory: this thread is the only one that writes. */
export class Tops {
  readonly #known = new LRUCache<string, Top>({ max: remembered })
  readonly #query: Statement<Top>

  constructor(database: Database.Database) {
    this.#query = prepare(database, 'SELECT seq, time FROM messages WHERE room = ? ORDER BY seq DESC LIMIT 1')
  }

  /** Zeros when nothing was said. */
  of(room: string): Top {
    const known = this.#known.get(room)
    if (known !== undefined) return known
    const { seq, time } = this.#query.get(room) ?? { seq: 0, time: 0 }
    const top = { seq, time }
    this.#known.set(room, top)
    return top
  }

  set(room: string, top: Top): void {
    this.#known.set(room, top)
  }

  /** For a room that was removed. */
  drop(room: string): void {
    this.#known.delete(room)
  }

  /** For changes that were undone. */
  forget(): void {
    this.#known.clear()
  }
}

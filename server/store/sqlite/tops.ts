import type Database from 'libsql'
import { LRUCache } from 'lru-cache'
import { prepare, type Statement } from './statement'

/** Beyond this many the least recently used are asked for again. */
const remembered = 20_000

/** The highest `seq` of each room, kept in memory: this thread is the only one that writes. */
export class Tops {
  readonly #known = new LRUCache<string, number>({ max: remembered })
  readonly #query: Statement<{ top: number }>

  constructor(database: Database.Database) {
    this.#query = prepare(database, 'SELECT coalesce(max(seq), 0) AS top FROM messages WHERE room = ?')
  }

  /** 0 when nothing was said. */
  of(room: string): number {
    const known = this.#known.get(room)
    if (known !== undefined) return known
    const top = this.#query.get(room)?.top ?? 0
    this.#known.set(room, top)
    return top
  }

  set(room: string, top: number): void {
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

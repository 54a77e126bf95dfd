import type { Storage } from './ports'

/** Something that waits on this phone. */
export interface Kept {
  /** Its place among all that waits: the order in which it was written. */
  place: number
  id: string
  /** When it was written; milliseconds since 1970, the server's clock as far as known. */
  time: number
}

/** What became of an entry: written, changed (failed, retried, saved at last), or gone for one of the reasons that the queue has. */
export type KeptChange<Gone extends string> = 'added' | 'changed' | Gone

export type KeptListener<T, Gone extends string> = (entry: T, news: KeptChange<Gone>) => void

/** With this begin the keys of all that is not sent yet, of every person. */
export const outboxPrefix = 'outbox.'

/**
 * What a person wants sent and the server has not answered yet, on disk, one key each: writing one risks no other, in this
 * window or another one. Kinds of entries share the keys of a person: each queue takes up those that it knows.
 */
export class KeptQueue<T extends Kept, Gone extends string> {
  private readonly storage: Storage
  private readonly prefix: string
  private readonly nameOf: (entry: T) => string
  private readonly entries = new Map<string, T>()
  private readonly unsaved = new Set<string>()
  private readonly listeners = new Set<KeptListener<T, Gone>>()
  private lastPlace = 0

  /** `person` keeps what waits of several people on one phone apart; `nameOf` tells entries apart where their id does not. */
  constructor(
    storage: Storage,
    person: string,
    isEntry: (stored: unknown) => stored is T,
    nameOf: (entry: T) => string = ({ id }) => id,
  ) {
    this.storage = storage
    this.prefix = `${outboxPrefix}${person}.`
    this.nameOf = nameOf
    const stored = storage.keys().filter((key) => key.startsWith(this.prefix))
    const entries = stored.map((key) => storage.read(key)).filter(isEntry)
    for (const entry of entries.sort((one, other) => one.place - other.place || one.time - other.time)) {
      this.entries.set(nameOf(entry), entry)
      this.lastPlace = entry.place
    }
  }

  /** Whether an entry is in memory alone, for the phone has no room left. */
  get isStorageFull(): boolean {
    return this.unsaved.size > 0
  }

  isUnsaved(entry: T): boolean {
    return this.unsaved.has(this.nameOf(entry))
  }

  /** Takes all entries away, from the disk too; those as well that other windows have put there. */
  clear(why: Gone): void {
    for (const entry of this.all()) this.remove(entry, why)
    for (const key of this.storage.keys()) if (key.startsWith(this.prefix)) this.storage.remove(key)
  }

  listen(listener: KeptListener<T, Gone>): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  /** All entries in the order of their places. */
  protected all(): T[] {
    return [...this.entries.values()].sort((one, other) => one.place - other.place)
  }

  protected named(name: string): T | undefined {
    return this.entries.get(name)
  }

  /** The place behind all others. */
  protected nextPlace(): number {
    this.lastPlace += 1
    return this.lastPlace
  }

  /** Keeps an entry, in place of the one with its name. */
  protected put(entry: T): void {
    const news = this.entries.has(this.nameOf(entry)) ? 'changed' : 'added'
    this.entries.set(this.nameOf(entry), entry)
    this.save(entry)
    this.tell(entry, news)
  }

  protected remove(entry: T, why: Gone): void {
    const name = this.nameOf(entry)
    if (!this.entries.delete(name)) return
    this.unsaved.delete(name)
    this.storage.remove(this.prefix + entry.id)
    this.tell(entry, why)
    this.saveTheUnsaved()
  }

  private save(entry: T): void {
    if (this.storage.write(this.prefix + entry.id, entry)) this.unsaved.delete(this.nameOf(entry))
    else this.unsaved.add(this.nameOf(entry))
  }

  /** There is more room now. */
  private saveTheUnsaved(): void {
    for (const name of [...this.unsaved]) {
      const entry = this.entries.get(name)
      if (!entry) continue
      this.save(entry)
      if (this.unsaved.has(name)) return
      this.tell(entry, 'changed')
    }
  }

  private tell(entry: T, news: KeptChange<Gone>): void {
    for (const listener of [...this.listeners]) listener(entry, news)
  }
}

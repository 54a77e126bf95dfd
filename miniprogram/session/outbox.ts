import type { Port, SaidBody, SaidKind } from '../protocol/index'
import type { Storage } from './ports'

/** An own message from the tap on "send" until the server has answered it. */
export interface PendingMessage {
  /** Its place among all pending messages of this phone: those of a room go out in this order. */
  place: number
  room: string
  port: Port
  id: string
  /** A text unless said otherwise. */
  kind?: SaidKind
  body: SaidBody
  reply?: number
  /** The text of one's own that has this body from then on: an edit, and no message of its own. */
  edits?: number
  mentions?: string[]
  /** When it was written; milliseconds since 1970, the server's clock as far as known. */
  time: number
  /** The place the server gave it: only in the news that it was accepted. */
  seq?: number
  /** Why it was refused for good. It stays until a person retries or discards it. */
  problem?: string
}

/** What became of a pending message: written, changed (failed, retried, saved at last), or gone for the one or the other reason. */
export type OutboxChange = 'added' | 'changed' | 'accepted' | 'discarded'

export type OutboxListener = (pending: PendingMessage, news: OutboxChange) => void

/** With this begin the keys of pending messages, of every person. */
export const outboxPrefix = 'outbox.'

/** Own messages that are not accepted yet, on disk, one key each: writing one risks no other, in this window or another one. */
export class Outbox {
  private readonly storage: Storage
  private readonly prefix: string
  private readonly messages = new Map<string, PendingMessage>()
  private readonly unsaved = new Set<string>()
  private readonly listeners = new Set<OutboxListener>()
  private lastPlace = 0

  /** `person` keeps the pending messages of several people on one phone apart. */
  constructor(storage: Storage, person: string) {
    this.storage = storage
    this.prefix = `${outboxPrefix}${person}.`
    const stored = storage.keys().filter((key) => key.startsWith(this.prefix))
    const messages = stored.map((key) => storage.read(key)).filter(isPendingMessage)
    for (const pending of messages.sort((one, other) => one.place - other.place || one.time - other.time)) {
      this.messages.set(nameOf(pending), pending)
      this.lastPlace = pending.place
    }
  }

  /** Whether a pending message is in memory alone, for the phone has no room left. */
  get isStorageFull(): boolean {
    return this.unsaved.size > 0
  }

  isUnsaved(pending: PendingMessage): boolean {
    return this.unsaved.has(nameOf(pending))
  }

  /** The pending messages of a room, or of all, in the order in which they were written. */
  list(room?: string): PendingMessage[] {
    const all = [...this.messages.values()]
    return room === undefined ? all : all.filter((pending) => pending.room === room)
  }

  get(room: string, id: string): PendingMessage | undefined {
    return this.messages.get(nameOf({ room, id }))
  }

  add(draft: Omit<PendingMessage, 'place'>): void {
    this.lastPlace += 1
    const pending = { ...draft, place: this.lastPlace }
    this.messages.set(nameOf(pending), pending)
    this.save(pending)
    this.tell(pending, 'added')
  }

  fail(pending: PendingMessage, problem: string): void {
    this.replace({ ...pending, problem })
  }

  /** Lets a failed pending message go out again, under the same id. */
  retry(pending: PendingMessage): void {
    const { problem: _, ...rest } = pending
    this.replace(rest)
  }

  /** The server has it for good. */
  accept(pending: PendingMessage, seq: number): void {
    this.remove({ ...pending, seq }, 'accepted')
  }

  discard(pending: PendingMessage): void {
    this.remove(pending, 'discarded')
  }

  private remove(pending: PendingMessage, why: 'accepted' | 'discarded'): void {
    if (!this.messages.delete(nameOf(pending))) return
    this.unsaved.delete(nameOf(pending))
    this.storage.remove(this.prefix + pending.id)
    this.tell(pending, why)
    this.saveTheUnsaved()
  }

  /** Takes all pending messages away, from the disk too; those as well that other windows have put there. */
  clear(): void {
    for (const pending of this.list()) this.discard(pending)
    for (const key of this.storage.keys()) if (key.startsWith(this.prefix)) this.storage.remove(key)
  }

  listen(listener: OutboxListener): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  private save(pending: PendingMessage): void {
    if (this.storage.write(this.prefix + pending.id, pending)) this.unsaved.delete(nameOf(pending))
    else this.unsaved.add(nameOf(pending))
  }

  /** There is more room now. */
  private saveTheUnsaved(): void {
    for (const name of [...this.unsaved]) {
      const pending = this.messages.get(name)
      if (!pending) continue
      this.save(pending)
      if (this.unsaved.has(name)) return
      this.tell(pending, 'changed')
    }
  }

  private replace(pending: PendingMessage): void {
    this.messages.set(nameOf(pending), pending)
    this.save(pending)
    this.tell(pending, 'changed')
  }

  private tell(pending: PendingMessage, news: OutboxChange): void {
    for (const listener of [...this.listeners]) listener(pending, news)
  }
}

function nameOf({ room, id }: Pick<PendingMessage, 'room' | 'id'>): string {
  return `${room} ${id}`
}

function isPendingMessage(stored: unknown): stored is PendingMessage {
  const pending = stored as Partial<PendingMessage> | undefined
  return (
    typeof pending?.place === 'number' &&
    typeof pending.room === 'string' &&
    typeof pending.id === 'string' &&
    (typeof pending.body === 'string' || (typeof pending.body === 'object' && pending.body !== null)) &&
    typeof pending.time === 'number' &&
    (pending.port === 'group' || pending.port === 'direct')
  )
}

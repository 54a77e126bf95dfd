import type { Port, SaidBody, SaidKind } from '../protocol/index'
import { type Kept, type KeptChange, KeptQueue } from './kept-queue'
import type { Storage } from './ports'

/** An own message from the tap on "send" until the server has answered it. */
export interface PendingMessage extends Kept {
  room: string
  port: Port
  /** A text unless said otherwise. */
  kind?: SaidKind
  body: SaidBody
  reply?: number
  /** The text of one's own that has this body from then on: an edit, and no message of its own. */
  edits?: number
  mentions?: string[]
  /** The place the server gave it: only in the news that it was accepted. */
  seq?: number
  /** Why it was refused for good. It stays until a person retries or discards it. */
  problem?: string
}

export type OutboxChange = KeptChange<'accepted' | 'discarded'>

/** Own messages that are not accepted yet: those of a room go out in the order of their places. */
export class Outbox extends KeptQueue<PendingMessage, 'accepted' | 'discarded'> {
  /** `person` keeps the pending messages of several people on one phone apart. */
  constructor(storage: Storage, person: string) {
    super(storage, person, isPendingMessage, nameOf)
  }

  /** The pending messages of a room, or of all, in the order in which they were written. */
  list(room?: string): PendingMessage[] {
    return room === undefined ? this.all() : this.all().filter((pending) => pending.room === room)
  }

  get(room: string, id: string): PendingMessage | undefined {
    return this.named(nameOf({ room, id }))
  }

  add(draft: Omit<PendingMessage, 'place'>): void {
    this.put({ ...draft, place: this.nextPlace() })
  }

  fail(pending: PendingMessage, problem: string): void {
    this.put({ ...pending, problem })
  }

  /** Lets a failed pending message go out again, under the same id. */
  retry(pending: PendingMessage): void {
    const { problem: _, ...rest } = pending
    this.put(rest)
  }

  /** The server has it for good. */
  accept(pending: PendingMessage, seq: number): void {
    this.remove({ ...pending, seq }, 'accepted')
  }

  discard(pending: PendingMessage): void {
    this.remove(pending, 'discarded')
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

import type { Message, ServerFrameOf } from '../protocol/index'
import { isTemporary } from '../protocol/index'
import { Alarm } from './alarm'
import { pause } from './backoff'
import type { Outbox, PendingMessage } from './outbox'
import type { Phone } from './ports'
import type { RoomSubscription } from './room-subscription'

/** Milliseconds without an answer on a living socket after which a pending message is sent again. */
const unansweredMs = 30_000
/** Least milliseconds before a pending message that was refused for the moment goes out again. */
const leastPauseMs = 500

/** The one pending message of a room that is on its way, or waits for its next try. */
interface Attempt {
  id: string
  tries: number
  again: Alarm
}

/** Brings the pending messages of the outbox to the server: of each room one after the other, so that their order stays. */
export class OutboxSender {
  private readonly outbox: Outbox
  private readonly phone: Pick<Phone, 'clock' | 'chance'>
  private readonly send: (subscription: RoomSubscription, frame: object) => void
  private readonly attempts = new Map<string, Attempt>()

  constructor(
    outbox: Outbox,
    phone: Pick<Phone, 'clock' | 'chance'>,
    send: (subscription: RoomSubscription, frame: object) => void,
  ) {
    this.outbox = outbox
    this.phone = phone
    this.send = send
  }

  /** Sends the next pending message of the room, unless one is under way or the room is not entered. */
  next(subscription: RoomSubscription): void {
    if (!subscription.isIn || this.attempts.has(subscription.room)) return
    const pending = this.outbox.list(subscription.room).find(({ problem }) => problem === undefined)
    if (!pending) return
    const attempt: Attempt = { id: pending.id, tries: 0, again: new Alarm(this.phone.clock) }
    this.attempts.set(subscription.room, attempt)
    this.carry(subscription, attempt)
  }

  /** The socket is gone: what was under way starts anew on the next one, with the same id. */
  lost(room: string): void {
    this.attempts.get(room)?.again.clear()
    this.attempts.delete(room)
  }

  /** The server has the pending message: it is done, and a message. Nothing comes back when it was none of ours. */
  accepted({ id, room, seq, time }: ServerFrameOf<'accepted'>): Omit<Message, 'from'> | undefined {
    const pending = id === undefined ? undefined : this.outbox.get(room, id)
    if (!pending) return undefined
    this.done(pending)
    return messageOf(pending, seq, time)
  }

  /** A message is in the room's list; if it is one of ours whose answer was lost, it is done as well. */
  arrived(room: string, id: string, seq: number): void {
    const pending = this.outbox.get(room, id)
    if (!pending) return
    this.done(pending)
    this.outbox.accept(pending, seq)
  }

  refused(subscription: RoomSubscription, { id, code, retryAfter }: ServerFrameOf<'refused'>): void {
    const attempt = this.attempts.get(subscription.room)
    const pending = id === undefined ? undefined : this.outbox.get(subscription.room, id)
    if (!pending || !attempt || attempt.id !== id) return
    // The server has us outside, whatever we think: in again first.
    if (code === 'not-entered') {
      this.done(pending)
      subscription.enter()
    } else if (isTemporary(code)) {
      const wait = retryAfter ?? leastPauseMs + pause(attempt.tries, this.phone.chance.random)
      attempt.again.set(wait, () => this.carry(subscription, attempt))
    } else {
      this.done(pending)
      this.outbox.fail(pending, code)
      this.next(subscription)
    }
  }

  private carry(subscription: RoomSubscription, attempt: Attempt): void {
    const pending = this.outbox.get(subscription.room, attempt.id)
    if (!pending) {
      this.lost(subscription.room)
      return
    }
    attempt.tries += 1
    this.send(subscription, frameOf(pending))
    attempt.again.set(unansweredMs, () => this.carry(subscription, attempt))
  }

  private done(pending: PendingMessage): void {
    if (this.attempts.get(pending.room)?.id === pending.id) this.lost(pending.room)
  }
}

/** The same content each time: with another one the server would not take the id again. */
function frameOf({ id, room, kind = 'text', body, reply, edits, mentions }: PendingMessage): object {
  if (edits !== undefined) return { type: 'edit', id, room, seq: edits, body }
  return {
    type: 'say',
    id,
    room,
    kind,
    body,
    ...(reply === undefined ? {} : { reply }),
    ...(mentions === undefined ? {} : { mentions }),
  }
}

function messageOf(pending: PendingMessage, seq: number, time: number): Omit<Message, 'from'> {
  const { id, kind = 'text', body, reply, edits, mentions } = pending
  if (edits !== undefined) return { seq, id, kind: 'edit', body: { seq: edits, text: String(body) }, time }
  return {
    seq,
    id,
    kind,
    body,
    time,
    ...(reply === undefined ? {} : { reply }),
    ...(mentions === undefined ? {} : { mentions }),
  }
}

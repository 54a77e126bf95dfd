import type { Message, ServerFrameOf } from '../protocol/index'
import { isTemporary } from '../protocol/index'
import { Alarm } from './alarm'
import { pause } from './backoff'
import type { Letter, Outbox } from './outbox'
import type { Phone } from './ports'
import type { Visit } from './visit'

/** Milliseconds without an answer on a living socket after which a letter is sent again. */
const unansweredMs = 30_000
/** Least milliseconds before a letter that was refused for the moment goes out again. */
const leastPauseMs = 500

/** The one letter of a room that is on its way, or waits for its next try. */
interface Errand {
  id: string
  tries: number
  again: Alarm
}

/** Brings the letters of the outbox to the server: of each room one after the other, so that their order stays. */
export class Courier {
  private readonly outbox: Outbox
  private readonly phone: Pick<Phone, 'clock' | 'chance'>
  private readonly send: (visit: Visit, frame: object) => void
  private readonly errands = new Map<string, Errand>()

  constructor(
    outbox: Outbox,
    phone: Pick<Phone, 'clock' | 'chance'>,
    send: (visit: Visit, frame: object) => void,
  ) {
    this.outbox = outbox
    this.phone = phone
    this.send = send
  }

  /** Sends the next letter of the room, unless one is under way or the room is not entered. */
  next(visit: Visit): void {
    if (!visit.isIn || this.errands.has(visit.room)) return
    const letter = this.outbox.list(visit.room).find(({ problem }) => problem === undefined)
    if (!letter) return
    const errand: Errand = { id: letter.id, tries: 0, again: new Alarm(this.phone.clock) }
    this.errands.set(visit.room, errand)
    this.carry(visit, errand)
  }

  /** The socket is gone: what was under way starts anew on the next one, with the same id. */
  lost(room: string): void {
    this.errands.get(room)?.again.clear()
    this.errands.delete(room)
  }

  /** The server has the letter: it is done, and a message. Nothing comes back when it was none of ours. */
  accepted({ id, room, seq, time }: ServerFrameOf<'accepted'>): Omit<Message, 'from'> | undefined {
    const letter = id === undefined ? undefined : this.outbox.get(room, id)
    if (!letter) return undefined
    this.done(letter)
    return messageOf(letter, seq, time)
  }

  /** A message is in the room's list; if it is one of ours whose answer was lost, it is done as well. */
  arrived(room: string, id: string, seq: number): void {
    const letter = this.outbox.get(room, id)
    if (!letter) return
    this.done(letter)
    this.outbox.accept(letter, seq)
  }

  refused(visit: Visit, { id, code, retryAfter }: ServerFrameOf<'refused'>): void {
    const errand = this.errands.get(visit.room)
    const letter = id === undefined ? undefined : this.outbox.get(visit.room, id)
    if (!letter || !errand || errand.id !== id) return
    // The server has us outside, whatever we think: in again first.
    if (code === 'not-entered') {
      this.done(letter)
      visit.enter()
    } else if (isTemporary(code)) {
      const wait = retryAfter ?? leastPauseMs + pause(errand.tries, this.phone.chance.random)
      errand.again.set(wait, () => this.carry(visit, errand))
    } else {
      this.done(letter)
      this.outbox.fail(letter, code)
      this.next(visit)
    }
  }

  private carry(visit: Visit, errand: Errand): void {
    const letter = this.outbox.get(visit.room, errand.id)
    if (!letter) {
      this.lost(visit.room)
      return
    }
    errand.tries += 1
    this.send(visit, sayOf(letter))
    errand.again.set(unansweredMs, () => this.carry(visit, errand))
  }

  private done(letter: Letter): void {
    if (this.errands.get(letter.room)?.id === letter.id) this.lost(letter.room)
  }
}

/** The same content each time: with another one the server would not take the id again. */
function sayOf({ id, room, kind = 'text', body, reply, mentions }: Letter): object {
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

function messageOf(letter: Letter, seq: number, time: number): Omit<Message, 'from'> {
  const { id, kind = 'text', body, reply, mentions } = letter
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

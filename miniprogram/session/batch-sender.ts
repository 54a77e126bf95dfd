import type { ClientFrame, ServerFrame, ServerFrameOf } from '../protocol/index'
import { isTemporary } from '../protocol/index'
import { Alarm } from './alarm'
import { pause } from './backoff'
import { type Batches, isFailed, type PendingBatch } from './batches'
import type { Phone } from './ports'

/** Milliseconds without an answer on a living socket after which a batch is sent again: the server may have much to do for it. */
const unansweredMs = 60_000
/** Least milliseconds before what was refused for the moment goes out again. */
const leastPauseMs = 500

/** Brings what goes to several at once to the server: one batch after the other, in the order in which they were written. */
export class BatchSender {
  private readonly batches: Batches
  private readonly phone: Pick<Phone, 'chance'>
  private readonly send: (frame: ClientFrame) => boolean
  private readonly again: Alarm
  /** The batch that is on its way, or waits for its next try. */
  private current: string | undefined
  private tries = 0

  /** `send` says whether there was a socket to send with. */
  constructor(
    batches: Batches,
    phone: Pick<Phone, 'clock' | 'chance'>,
    send: (frame: ClientFrame) => boolean,
  ) {
    this.batches = batches
    this.phone = phone
    this.send = send
    this.again = new Alarm(phone.clock)
  }

  /** Sends the next batch, unless one is under way. */
  next(): void {
    if (this.current !== undefined) return
    const batch = this.batches.list().find((one) => !isFailed(one))
    if (!batch) return
    this.current = batch.id
    this.tries = 0
    this.try()
  }

  /** The socket is gone: what was under way starts anew on the next one, with the same id. */
  lost(): void {
    this.again.clear()
    this.current = undefined
  }

  hear(frame: ServerFrame): void {
    if (frame.type !== 'sent' && frame.type !== 'refused') return
    const batch = frame.id !== undefined && frame.id === this.current && this.batches.get(frame.id)
    if (!batch) return
    if (frame.type === 'sent') this.sent(batch, frame)
    else if (isTemporary(frame.code)) this.wait(frame.retryAfter)
    else this.done(() => this.batches.fail(batch, frame.code))
  }

  /** Where a target was refused for the moment, all of it is sent again: what was said already is not said twice. */
  private sent(batch: PendingBatch, { to }: ServerFrameOf<'sent'>): void {
    const waits = to.filter(({ code }) => code !== undefined && isTemporary(code))
    if (waits.length === 0) this.done(() => this.batches.settle(batch, to))
    else this.wait(Math.max(0, ...waits.map(({ retryAfter = 0 }) => retryAfter)) || undefined)
  }

  private wait(retryAfter: number | undefined): void {
    const wait = retryAfter ?? leastPauseMs + pause(this.tries, this.phone.chance.random)
    this.again.set(wait, () => this.try())
  }

  private try(): void {
    const batch = this.current !== undefined && this.batches.get(this.current)
    this.tries += 1
    if (!batch || !this.send(frameOf(batch))) this.lost()
    else this.again.set(unansweredMs, () => this.try())
  }

  private done(settle: () => void): void {
    this.again.clear()
    settle()
    this.lost()
    this.next()
  }
}

/** The same content each time: with another one the server would not take the id again. */
function frameOf(batch: PendingBatch): ClientFrame {
  const { id } = batch
  const to = batch.to.map(({ room, person }) => ({
    ...(room !== undefined && { room }),
    ...(person !== undefined && { person }),
  }))
  if (!('of' in batch)) return { type: 'send', id, to, kind: batch.kind, body: batch.body }
  return { type: 'forward', id, of: [...batch.of], to, ...(batch.bundle && { bundle: true }) }
}

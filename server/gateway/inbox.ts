import type { ClientFrame, RefusalCode, Undecoded } from '#protocol'
import { closes, decodeClient, isMediaKind, refusals } from '#protocol'
import type { Answer } from '../chat/answer'
import { isRefusal } from '../chat/answer'
import { perform } from '../chat/commands/index'
import type { ChatContext } from '../chat/context'
import { isForEveryone } from '../chat/everyone'
import { StateUnavailable } from '../state/state'
import { StoreUnavailable } from '../store/store'
import type { Connection } from './connection'
import type { RateLimiter } from './rate-limits'

/** Frames of one socket that may wait for those before them; then it is read no further. */
const mostWaiting = 256

/** Frames by which somebody speaks: what changes a message is one of its own to everybody in the room. */
const speech: ReadonlySet<ClientFrame['type']> = new Set(['say', 'recall', 'edit', 'react', 'pin'])

/** How many messages a frame says. */
function spoken(frame: ClientFrame): number {
  if (frame.type === 'send') return frame.to.length
  if (frame.type === 'forward') return frame.to.length * (frame.bundle ? 1 : frame.of.length)
  return speech.has(frame.type) ? 1 : 0
}

export interface InboxMeter {
  received(port: Connection['port'], type: string): void
  refused(code: RefusalCode): void
  failed(error: unknown, type: string): void
}

/**
 * What one socket sends, frame by frame; `intake.ts` draws the way to here. A frame is begun when the one
 * before it is done, so that "enter" and "say" may be sent in one go. Only a `say` and a `react` let the next frame begin
 * while they are being stored: their position in the order is fixed by then, but for media, whose upload is
 * looked up first.
 */
export class Inbox {
  readonly #waiting: ClientFrame[] = []
  #running: Promise<void> | undefined
  #saying = 0
  #paused = false
  readonly #connection: Connection
  readonly #chat: ChatContext
  readonly #limiter: RateLimiter
  readonly #meter: InboxMeter

  constructor(
    connection: Connection,
    chat: ChatContext,
    limiter: RateLimiter,
    meter: InboxMeter,
    /** The first frame waits for it. Must not reject. */
    arrival: Promise<void>,
  ) {
    this.#connection = connection
    this.#chat = chat
    this.#limiter = limiter
    this.#meter = meter
    this.#runAlone(arrival)
  }

  /** To be called only while the connection is listening. */
  receive(data: Buffer, isBinary: boolean): void {
    if (isBinary) return this.#connection.close(closes.textOnly)
    const decoded = decodeClient(data.toString('utf8'), this.#connection.port)
    const type = 'frame' in decoded ? decoded.frame.type : 'unknown'
    this.#meter.received(this.#connection.port, type)

    const pause = this.#limiter.any()
    if (pause > 0) return this.#tooFast('frame' in decoded ? echoOf(decoded.frame) : decoded.refusal, pause)
    if ('frame' in decoded) return this.#accept(decoded.frame)
    this.#refuse(decoded.refusal, decoded.refusal.code, undefined, decoded.refusal.message)
    if (decoded.refusal.code === 'bad-frame' && this.#limiter.malformed())
      this.#connection.close(closes.badFrames)
  }

  /** Resolves when the frame that is being handled is done. */
  async idle(): Promise<void> {
    this.#waiting.length = 0
    await this.#running
  }

  #accept(frame: ClientFrame): void {
    const pause = this.#pauseBefore(frame)
    if (pause > 0) return this.#tooFast(echoOf(frame), pause)
    this.#waiting.push(frame)
    this.#goOn()
    this.#holdBack()
  }

  #pauseBefore(frame: ClientFrame): number {
    if (frame.type === 'signal') return this.#limiter.signal()
    const messages = spoken(frame)
    return messages > 0 ? this.#limiter.say(messages) : 0
  }

  #begin(frame: ClientFrame): void {
    const answer = this.#perform(frame)
    if (!(answer instanceof Promise)) return this.#reply(frame, answer)
    const done = answer.then(
      (value) => this.#reply(frame, value),
      (error: unknown) => this.#fail(frame, error),
    )
    if (isGathered(frame)) return this.#letSay(done)
    this.#runAlone(done)
  }

  #runAlone(done: Promise<void>): void {
    this.#running = done.then(() => {
      this.#running = undefined
      this.#goOn()
    })
  }

  #letSay(done: Promise<void>): void {
    this.#saying += 1
    this.#holdBack()
    void done.then(() => {
      this.#saying -= 1
      this.#goOn()
    })
  }

  #goOn(): void {
    while (!this.#running) {
      // A client that asks for more than it reads waits for its own answers, and is not closed for them.
      if (this.#waiting.length > 0 && this.#connection.congested)
        return this.#runAlone(this.#connection.drained())
      const next = this.#waiting.shift()
      if (!next) break
      if (this.#connection.listening) this.#begin(next)
    }
    if (this.#paused && this.#waiting.length + this.#saying < mostWaiting / 2) {
      this.#paused = false
      this.#connection.resume()
    }
  }

  #holdBack(): void {
    if (this.#paused || this.#waiting.length + this.#saying < mostWaiting) return
    this.#paused = true
    this.#connection.pause()
  }

  #perform(frame: ClientFrame): Answer | Promise<Answer> {
    try {
      return perform(frame, this.#connection, this.#chat)
    } catch (error) {
      return Promise.reject(error)
    }
  }

  #reply(frame: ClientFrame, answer: Answer): void {
    if (!answer) return
    if (isRefusal(answer)) return this.#refuse(echoOf(frame), answer.refused, answer.retryAfter)
    // The type first and the id behind it: so a frame reads well in a log.
    const head = { type: answer.type, ...(frame.id === undefined ? {} : { id: frame.id }) }
    this.#connection.send({ ...head, ...answer })
  }

  #fail(frame: ClientFrame, error: unknown): void {
    const isAway = error instanceof StoreUnavailable || error instanceof StateUnavailable
    if (!isAway) this.#meter.failed(error, frame.type)
    this.#refuse(echoOf(frame), 'try-again')
  }

  #tooFast(echo: Echo, retryAfter: number): void {
    this.#refuse(echo, 'too-fast', retryAfter)
    if (this.#limiter.flooded()) this.#connection.close(closes.flooding)
  }

  #refuse(echo: Echo, code: RefusalCode, retryAfter?: number, message?: string): void {
    this.#meter.refused(code)
    const { id, of, room } = echo
    this.#connection.send({
      type: 'refused',
      ...(id === undefined ? {} : { id }),
      ...(of === undefined ? {} : { of }),
      ...(room === undefined ? {} : { room }),
      code,
      message: message ?? refusals[code].message,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    })
  }
}

/** What a refusal repeats of its frame. */
type Echo = Pick<Undecoded, 'id' | 'of' | 'room'>

function echoOf(frame: ClientFrame): Echo {
  return {
    of: frame.type,
    ...(frame.id === undefined ? {} : { id: frame.id }),
    ...('room' in frame ? { room: frame.room } : {}),
  }
}

/** Whether its place in the order is fixed as soon as it is begun. */
function isGathered(frame: ClientFrame): boolean {
  if (frame.type === 'say') return !isMediaKind(frame.kind) && !isForEveryone(frame)
  return frame.type === 'react'
}

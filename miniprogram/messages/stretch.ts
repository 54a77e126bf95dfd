import type { Message } from '../protocol/index'

/** A part of a room's history without a hole, in the order of `seq`: so that a `seq` is a place in it. */
export class Stretch {
  readonly messages: Message[] = []
  /** Whether there are messages before the oldest one. */
  more: boolean

  constructor(messages: readonly Message[], more: boolean) {
    this.add(messages)
    this.more = more
  }

  /** The `seq` of the oldest message; 0 when there is none. */
  get oldest(): number {
    return this.messages[0]?.seq ?? 0
  }

  get newest(): number | undefined {
    return this.messages[this.messages.length - 1]?.seq
  }

  /** The message with this `seq`. Were there a hole, one would be missing, and none be wrong. */
  at(seq: number): Message | undefined {
    const message = this.messages[seq - this.oldest]
    return message?.seq === seq ? message : undefined
  }

  /** What follows on this `seq`. */
  after(seq: number): Message[] {
    return this.messages.slice(Math.max(0, seq + 1 - this.oldest))
  }

  /** A message reads otherwise. */
  put(message: Message): void {
    if (this.at(message.seq)) this.messages[message.seq - this.oldest] = message
  }

  /** Messages that follow on. */
  add(messages: readonly Message[]): void {
    for (const message of messages) this.messages.push(message)
  }

  /** Messages that come right before. */
  prepend(messages: readonly Message[], more: boolean): void {
    this.messages.unshift(...messages)
    this.more = more
  }
}

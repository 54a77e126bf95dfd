import type { Message } from '../protocol/index'

/** How far ahead of a hole messages are set aside; those beyond come again by history. */
const farthestAside = 500

/** Puts the messages of one room in order: each once, none before its predecessor. */
export class Sequence {
  /** The highest `seq` up to which there is no hole. */
  have = 0
  #aside = new Map<number, Message>()

  /** Starts anew behind `have`. */
  reset(have: number): void {
    this.have = have
    this.#aside = new Map()
  }

  get hasHole(): boolean {
    return this.#aside.size > 0
  }

  /** Takes what came, in any order and any number of times; hands back what can be shown now. */
  take(messages: readonly Message[]): Message[] {
    const released: Message[] = []
    for (const message of messages) {
      if (message.seq > this.have && message.seq <= this.have + farthestAside)
        this.#aside.set(message.seq, message)
      released.push(...this.#release())
    }
    return released
  }

  #release(): Message[] {
    const released: Message[] = []
    for (let next = this.#aside.get(this.have + 1); next; next = this.#aside.get(this.have + 1)) {
      this.#aside.delete(next.seq)
      this.have = next.seq
      released.push(next)
    }
    return released
  }
}

import type { Message } from '../protocol/index'

/** How far ahead of a hole messages are set aside; those beyond come again by history. */
const farthestAside = 500

/** Puts the messages of one room in order: each once, none before its predecessor. It holds what cannot be shown yet. */
export class Sequence {
  /** The highest `seq` up to which there is no hole. */
  have = 0
  /** Whether it is known where the list begins: before, everything is set aside. */
  hasBegun = false
  private aside = new Map<number, Message>()

  /** Starts anew behind `have`; without it the list has yet to begin. */
  reset(have?: number): void {
    this.have = have ?? 0
    this.hasBegun = have !== undefined
    this.aside = new Map()
  }

  /** The list begins behind `have`. What came before that follows with the next `take`. */
  begin(have: number): void {
    const early = this.hasBegun ? [] : [...this.aside.values()].filter(({ seq }) => seq > have)
    this.reset(have)
    for (const message of early) this.aside.set(message.seq, message)
  }

  get hasHole(): boolean {
    return this.aside.size > 0
  }

  /** Takes what came, in any order and any number of times; hands back what can be shown now. */
  take(messages: readonly Message[]): Message[] {
    const released = this.release()
    for (const message of messages) {
      const isNear = !this.hasBegun || message.seq <= this.have + farthestAside
      if (message.seq > this.have && isNear) this.aside.set(message.seq, message)
      released.push(...this.release())
    }
    return released
  }

  private release(): Message[] {
    const released: Message[] = []
    if (!this.hasBegun) return released
    for (let next = this.aside.get(this.have + 1); next; next = this.aside.get(this.have + 1)) {
      this.aside.delete(next.seq)
      this.have = next.seq
      released.push(next)
    }
    return released
  }
}

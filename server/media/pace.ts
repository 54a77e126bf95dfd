/** Milliseconds of idleness that are made up for: a timer that comes late takes nothing from the rate. */
const slackMs = 50

interface Piece {
  bytes: number
  pass(): void
}

/**
 * How many bytes of uploads this server takes in a second, all together, so that disk and processor are left to those who talk.
 * Pieces pass in turns, one of each person after the other, however many connections they have. A piece that waits is one that its
 * stream holds: nothing more is read meanwhile, and TCP holds the sender back.
 */
export class Pace {
  readonly #perMs: number
  readonly #now: () => number
  /** Pieces that wait, by whose they are; the first person is the next. */
  readonly #waiting = new Map<string, Piece[]>()
  /** When the next piece may pass, on the clock of `now`. */
  #due = Number.NEGATIVE_INFINITY

  /** `now` is a clock of milliseconds that only goes forward. */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#perMs = perSecond / 1_000
    this.#now = now
  }

  /** Resolves when so many bytes of this person may go on, at once where nothing is in their way. */
  turn(person: string, bytes: number): Promise<void> {
    return new Promise((pass) => {
      const own = this.#waiting.get(person)
      if (own) return void own.push({ bytes, pass })
      this.#waiting.set(person, [{ bytes, pass }])
      if (this.#waiting.size === 1) this.#serve()
    })
  }

  /** Lets pass what may pass now, and comes again for the rest. */
  #serve(): void {
    for (const [person, own] of this.#waiting) {
      const now = this.#now()
      if (this.#due > now) return void setTimeout(() => this.#serve(), this.#due - now)
      const piece = own.shift()
      this.#due = Math.max(this.#due, now - slackMs) + (piece?.bytes ?? 0) / this.#perMs
      // Who still has something to pass stands behind all the others: a map is walked in the order of its making, what is added meanwhile too.
      this.#waiting.delete(person)
      if (own.length > 0) this.#waiting.set(person, own)
      piece?.pass()
    }
  }
}

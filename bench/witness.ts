import type { Rival } from './rival'

/** Somebody who times how long messages were on their way, by their ids. */
export class Witness {
  /** Milliseconds of each message that came since `begin`. */
  took: number[] = []
  #dues: number[] = []
  #first = 0

  /** The messages that are made from now on are timed. */
  begin(server: Rival): void {
    this.#first = server.made() + 1
    this.#dues = []
    this.took = []
  }

  /** When the next message was to be sent, on the clock of `performance.now`. */
  readonly due = (time: number): void => {
    this.#dues.push(time)
  }

  readonly hear = (text: Buffer): void => {
    // The id is among the first fields: the rest of the frame is not looked at.
    const id = Number(/"id":"m(\d+)"/.exec(text.toString('latin1', 0, 120))?.[1])
    const due = this.#dues[id - this.#first]
    if (due !== undefined) this.took.push(performance.now() - due)
  }
}

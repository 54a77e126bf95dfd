import type { Message } from '#protocol'

/** What a message is known by: its place, its author and its id, and what it says. */
export interface Seen extends Pick<Message, 'seq' | 'id' | 'body'> {
  /** The id of the author. */
  from: string
}

/** What one reader has seen of a room, put together as `docs/PROTOCOL.md` tells under "Receiving". */
export class Transcript {
  /** Message 1 is the first. */
  readonly shown: Seen[] = []
  /** Places that the server gave to two messages. */
  readonly contradictions: string[] = []
  readonly #aside = new Map<number, Seen>()

  /** The highest `seq` up to which there is no hole. */
  get have(): number {
    return this.shown.length
  }

  /** Whether something came that does not follow on. */
  get hasGap(): boolean {
    return this.#aside.size > 0
  }

  take(message: Seen): void {
    const { seq } = message
    const known = this.shown[seq - 1] ?? this.#aside.get(seq)
    if (known && nameOf(known) !== nameOf(message))
      this.contradictions.push(`${seq} is ${nameOf(known)}, and ${nameOf(message)} too`)
    if (known) return
    this.#aside.set(seq, message)
    for (let next = this.#aside.get(this.have + 1); next; next = this.#aside.get(this.have + 1)) {
      this.#aside.delete(next.seq)
      this.shown.push(next)
    }
  }
}

function nameOf({ from, id, body }: Seen): string {
  return JSON.stringify([from, id, body])
}

import { MediaRefused } from './media-refused'

/** Files of one person at once: as many as are chosen at once. */
export const mostOfOne = 9

/** Counts what each person has under way, so that all the others have their turn. */
export class AtOnce {
  readonly #most: number
  readonly #ofPerson = new Map<string, number>()

  /** As many as `most` of one person. */
  constructor(most: number) {
    this.#most = most
  }

  /** Does what this person asked for; rejects with `MediaRefused`, `busy`, where they have too much under way. */
  async hold<T>(person: string, work: () => Promise<T>): Promise<T> {
    const own = this.#ofPerson.get(person) ?? 0
    if (own >= this.#most) throw new MediaRefused('busy')
    this.#ofPerson.set(person, own + 1)
    try {
      return await work()
    } finally {
      this.#leave(person)
    }
  }

  #leave(person: string): void {
    const left = (this.#ofPerson.get(person) ?? 1) - 1
    if (left > 0) this.#ofPerson.set(person, left)
    else this.#ofPerson.delete(person)
  }
}

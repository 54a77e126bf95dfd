/** Counts steps, and tells when a number of them is reached: so a test acts at points of progress, not of time. */
export class Progress {
  count = 0
  #waiting: Array<{ at: number; done: () => void }> = []

  step(): void {
    this.count += 1
    for (const { at, done } of this.#waiting) if (at === this.count) done()
  }

  /** Resolves at once when the number is reached already. */
  reached(at: number): Promise<void> {
    if (this.count >= at) return Promise.resolve()
    return new Promise((done) => this.#waiting.push({ at, done }))
  }
}

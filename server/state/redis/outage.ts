/** Tells of an outage once, however many commands it fails. */
export class Outage {
  readonly #onError: (error: unknown) => void
  #told = false

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  failed(error: unknown): void {
    if (!this.#told) this.#onError(error)
    this.#told = true
  }

  over(): void {
    this.#told = false
  }
}

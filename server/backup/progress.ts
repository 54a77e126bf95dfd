/** Told what is being done, from time to time. */
export type Tell = (sentence: string) => void

const megabyte = 1_048_576
/** Milliseconds between two sentences on one piece of work. */
const pauseMs = 1_000

/** Says how far a piece of work has come: at most once a second, and at its end. */
export class Progress {
  readonly #what: string
  readonly #tell: Tell
  readonly #now: () => number
  #bytes = 0
  #files = 0
  #told: number

  constructor(what: string, tell: Tell, now: () => number = () => performance.now()) {
    this.#what = what
    this.#tell = tell
    this.#now = now
    this.#told = now()
  }

  add(bytes: number): void {
    this.#bytes += bytes
    if (this.#now() - this.#told < pauseMs) return
    this.#told = this.#now()
    this.#tell(this.#sentence())
  }

  /** One file more is done. */
  file(): void {
    this.#files += 1
  }

  end(): void {
    this.#tell(`${this.#sentence()}, done`)
  }

  #sentence(): string {
    const files = this.#files > 0 ? `${this.#files} files, ` : ''
    return `${this.#what}: ${files}${(this.#bytes / megabyte).toFixed(1)} MB`
  }
}

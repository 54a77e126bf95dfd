/** A clock that moves only when it is told to. */
export class Clock {
  time = Date.UTC(2026, 0, 1)
  #passed = 0
  now = (): number => this.time
  elapsed = (): number => this.#passed
  pass(ms: number): void {
    this.time += ms
    this.#passed += ms
  }
  /** Somebody sets it; no time passes. */
  set(byMs: number): void {
    this.time += byMs
  }
}

/** A clock that moves only when it is told to. */
export class Clock {
  time = Date.UTC(2026, 0, 1)
  now = (): number => this.time
  pass(ms: number): void {
    this.time += ms
  }
}

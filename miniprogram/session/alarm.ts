import type { Cancel, Clock } from './ports'

/** One timer: setting it again takes the earlier one back. */
export class Alarm {
  private readonly clock: Clock
  private cancel: Cancel | undefined

  constructor(clock: Clock) {
    this.clock = clock
  }

  get isSet(): boolean {
    return this.cancel !== undefined
  }

  /** `late`: by how many milliseconds the phone missed the time; it was frozen if that is much. */
  set(milliseconds: number, run: (late: number) => void): void {
    this.clear()
    const due = this.clock.now() + milliseconds
    this.cancel = this.clock.after(milliseconds, () => {
      this.cancel = undefined
      run(this.clock.now() - due)
    })
  }

  clear(): void {
    this.cancel?.()
    this.cancel = undefined
  }
}

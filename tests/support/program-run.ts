import type { Cancel, Clock } from '../../miniprogram/session/ports'
import type { VirtualClock } from './virtual-clock'

/** One run of the program, from its launch until WeChat ends it; frozen while it is in the background for long. */
export class ProgramRun implements Clock {
  isFrozen = false
  #isOver = false
  /** Milliseconds by which the phone's own clock is wrong. */
  ahead = 0
  readonly #world: VirtualClock
  #held: Array<() => void> = []
  readonly #listeners = new Map<string, Set<() => void>>()

  constructor(world: VirtualClock) {
    this.#world = world
  }

  /** Calls into the program: at once, when it thaws, or never again. */
  call(run: () => void): void {
    if (this.#isOver) return
    if (this.isFrozen) this.#held.push(run)
    else run()
  }

  now(): number {
    return this.#world.now() + this.ahead
  }

  elapsed(): number {
    return this.#world.now()
  }

  after(milliseconds: number, run: () => void): Cancel {
    let cancelled = false
    const cancel = this.#world.after(milliseconds, () => this.call(() => cancelled || run()))
    return () => {
      cancelled = true
      cancel()
    }
  }

  on(event: string, listener: () => void): Cancel {
    const all = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, all.add(listener))
    return () => {
      all.delete(listener)
    }
  }

  emit(event: string): void {
    this.call(() => {
      for (const listener of [...(this.#listeners.get(event) ?? [])]) listener()
    })
  }

  freeze(): void {
    this.isFrozen = true
  }

  /** Everything that was held back comes at once. */
  thaw(): void {
    this.isFrozen = false
    for (const run of this.#held.splice(0)) this.call(run)
  }

  end(): void {
    this.#isOver = true
    this.#held = []
    this.#listeners.clear()
  }
}

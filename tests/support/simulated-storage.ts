import type { Storage } from '../../miniprogram/session/ports'

/** WeChat's limits, in bytes. */
const perKey = 1024 * 1024
const inAll = 10 * 1024 * 1024

/** A phone's disk: it outlives the runs of the program, and it is small. */
export class SimulatedStorage implements Storage {
  readonly #entries = new Map<string, string>()
  /** Bytes that other things take. */
  occupied = 0

  read(key: string): unknown {
    const text = this.#entries.get(key)
    return text === undefined ? undefined : JSON.parse(text)
  }

  write(key: string, value: unknown): boolean {
    const text = JSON.stringify(value)
    const before = Buffer.byteLength(this.#entries.get(key) ?? '')
    const bytes = Buffer.byteLength(text)
    if (bytes > perKey || this.used - before + bytes > inAll) return false
    this.#entries.set(key, text)
    return true
  }

  remove(key: string): void {
    this.#entries.delete(key)
  }

  keys(): string[] {
    return [...this.#entries.keys()]
  }

  get used(): number {
    let bytes = this.occupied
    for (const text of this.#entries.values()) bytes += Buffer.byteLength(text)
    return bytes
  }
}

import type { Secrets } from '../../miniprogram/session/ports'

/** WeChat's encrypted storage: it answers later, it may fail, and it may lose what it had. */
export class SimulatedSecrets implements Secrets {
  readonly #texts = new Map<string, string>()
  /** Calls that fail from now on. */
  failures = 0

  async read(key: string): Promise<string | undefined> {
    this.#mayFail()
    return this.#texts.get(key)
  }

  async write(key: string, text: string): Promise<void> {
    this.#mayFail()
    this.#texts.set(key, text)
  }

  lose(): void {
    this.#texts.clear()
  }

  #mayFail(): void {
    if (this.failures <= 0) return
    this.failures -= 1
    throw new Error('getStorage:fail internal error')
  }
}

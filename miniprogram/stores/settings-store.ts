import type { Storage } from '../session/ports'
import { type Observable, observable, type Source } from './observable'

export interface Settings {
  /** `auto` follows the phone: Chinese, or English where the phone is English. */
  language: 'auto' | 'zh' | 'en'
  /** `auto` follows the phone. */
  theme: 'auto' | 'light' | 'dark'
  /** Whether new messages make a sound. Absent until it is chosen. */
  sound?: boolean
}

const key = 'settings'
const fallback: Settings = { language: 'auto', theme: 'auto' }

/** Settings of this phone; signing out does not change them. */
export class SettingsStore implements Observable<Settings> {
  readonly #storage: Storage
  readonly #settings: Source<Settings>

  constructor(storage: Storage) {
    const stored = storage.read(key)
    this.#storage = storage
    this.#settings = observable({ ...fallback, ...(typeof stored === 'object' ? stored : {}) })
  }

  get = () => this.#settings.get()
  subscribe = (listener: (settings: Settings) => void) => this.#settings.subscribe(listener)

  change(change: Partial<Settings>): void {
    this.#settings.set({ ...this.get(), ...change })
    this.#storage.write(key, this.get())
  }
}

import type { Storage } from '../session/ports'
import { Store } from './observable'

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
export class SettingsStore extends Store<Settings> {
  private readonly storage: Storage

  constructor(storage: Storage) {
    super(read(storage))
    this.storage = storage
  }

  change(change: Partial<Settings>): void {
    this.set({ ...this.get(), ...change })
    this.storage.write(key, this.get())
  }
}

function read(storage: Storage): Settings {
  const stored = storage.read(key)
  return { ...fallback, ...(typeof stored === 'object' ? stored : {}) }
}

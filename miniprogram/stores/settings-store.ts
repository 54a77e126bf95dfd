import type { Storage } from '../session/ports'
import { Store } from './observable'

export interface Settings {
  /** `auto` follows the phone: Chinese, or English where the phone is English. */
  language: 'auto' | 'zh' | 'en'
  /** `auto` follows the phone. */
  theme: 'auto' | 'light' | 'dark'
  /** Whether new messages make a sound. Absent until it is chosen. */
  sound?: boolean
  /** How fast voice messages play; as they were spoken until it is chosen. */
  voiceSpeed?: number
  /** Whether voice messages are heard by the ear, on phones that have one, and not from the speaker. */
  voiceByEar?: boolean
}

export const settingsKey = 'settings'
const fallback: Settings = { language: 'auto', theme: 'auto' }

/** Settings of this phone; signing out does not change them. */
export class SettingsStore extends Store<Settings> {
  private readonly storage: Storage
  /** Whether the disk has what was chosen here. */
  private isSaved = true

  constructor(storage: Storage) {
    super(read(storage))
    this.storage = storage
  }

  change(change: Partial<Settings>): void {
    // Another window may have chosen something else meanwhile.
    if (this.isSaved) this.reload()
    this.set({ ...this.get(), ...change })
    this.isSaved = this.storage.write(settingsKey, this.get())
  }

  /** Another window has changed what is on disk. */
  reload(): void {
    const stored = read(this.storage)
    if (JSON.stringify(stored) !== JSON.stringify(this.get())) this.set(stored)
  }
}

function read(storage: Storage): Settings {
  const stored = storage.read(settingsKey)
  return { ...fallback, ...(typeof stored === 'object' ? stored : {}) }
}

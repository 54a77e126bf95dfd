import type { Storage } from '../session/ports'
import { observable } from './observable'
import type { Settings, SettingsStore } from './settings'

const key = 'settings'
const fallback: Settings = { language: 'auto', theme: 'auto' }

/** Settings of this phone; they stay when people sign out. */
export function openSettings(storage: Storage): SettingsStore {
  const stored = storage.read(key)
  const settings = observable<Settings>({ ...fallback, ...(typeof stored === 'object' ? stored : {}) })
  return {
    get: settings.get,
    subscribe: settings.subscribe,
    change(change) {
      settings.set({ ...settings.get(), ...change })
      storage.write(key, settings.get())
    },
  }
}

import type { AppServices } from '../../../miniprogram/app/services'
import { observable } from '../../../miniprogram/stores/observable'
import { SettingsStore } from '../../../miniprogram/stores/settings-store'
import { SimulatedStorage } from '../../support/simulated-storage'

/** The services of a room in which no voice message plays. */
export function noVoices(): Pick<AppServices, 'voices' | 'settings'> {
  const nothing = observable(undefined)
  const voices = {
    get: nothing.get,
    subscribe: nothing.subscribe,
    open: () => () => {},
    linesChanged() {},
    taken() {},
  }
  return { voices: voices as never, settings: new SettingsStore(new SimulatedStorage()) }
}

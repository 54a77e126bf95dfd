import { chime } from '../platform/chime'
import { clock } from '../platform/clock'
import { visibility } from '../platform/visibility'
import type { SettingsStore } from '../stores/settings-store'
import { onUnseenMessage, type Watched } from './message-alerts'
import { soundIsOn } from './sound-is-on'

/** Plays a short sound when a message comes in and is not seen, if the settings allow it. */
export function chimeOnMessage(app: Watched & { settings: SettingsStore }): void {
  let isInFront = true
  visibility.onShow(() => {
    isInFront = true
  })
  visibility.onHide(() => {
    isInFront = false
  })
  onUnseenMessage(app, clock, () => {
    if (isInFront && soundIsOn(app.settings.get())) chime()
  })
}

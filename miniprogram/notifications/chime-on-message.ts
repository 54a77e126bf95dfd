import { app } from '../app/index'
import { chime } from '../platform/chime'
import { clock } from '../platform/clock'
import { visibility } from '../platform/visibility'
import { onUnseenMessage } from './message-alerts'
import { soundIsOn } from './sound-is-on'

/** A short sound when a message comes in that nobody sees, where the settings want it. */
export function chimeOnMessage(): void {
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

import { house } from './house'
import { soundIsOn } from './lib/sound-is-on'
import { chime } from './platform/chime'
import { clock } from './platform/clock'
import { visibility } from './platform/visibility'
import { onArrival } from './stores/arrivals'

/** A short sound when a message comes in that nobody sees, where the settings want it. */
export function ringOnArrival(): void {
  let isInFront = true
  visibility.onShow(() => {
    isInFront = true
  })
  visibility.onHide(() => {
    isInFront = false
  })
  onArrival(house, clock, () => {
    if (isInFront && soundIsOn(house.settings.get())) chime()
  })
}

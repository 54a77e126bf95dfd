import type { Calls } from '../calls/calls'
import { chime, hum } from '../platform/chime'
import { clock } from '../platform/clock'
import { storage } from '../platform/storage'
import { visibility } from '../platform/visibility'
import type { SettingsStore } from '../stores/settings-store'
import { Bell } from './bell'

/**
 * Rings while somebody calls. Unlike a new message it sounds in a browser, too, unless the sound was switched off: a call that nobody
 * hears is none.
 */
export function ringOnCall(app: { calls: Calls; settings: SettingsStore }): void {
  const bell = new Bell(clock, storage, () => {
    if (app.settings.get().sound !== false) chime()
    hum()
  })
  visibility.onShow(() => bell.look(true))
  visibility.onHide(() => bell.look(false))
  app.calls.subscribe((call) => bell.ring(call?.is === 'ringing' ? call.id : undefined))
}

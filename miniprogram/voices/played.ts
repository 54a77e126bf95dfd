import { storage } from '../platform/storage'
import { openPlayed } from './played-store'

/** The one memory of what was listened to. */
export const played = openPlayed(storage)

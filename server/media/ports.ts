import type { Store } from '../store/store'
import type { AtOnce } from './at-once'
import type { Blobs } from './blobs'
import type { Examiner } from './examiner'
import type { Pace } from './pace'

/** What uploads stand on. */
export interface MediaPorts {
  blobs: Blobs
  examiner: Examiner
  store: Store
  /** A folder of this machine in which uploads wait until they are whole and looked at. */
  spool: string
  /** How fast their bytes are taken. */
  pace: Pace
  /** How many uploads in one piece a person may have under way. */
  receiving: AtOnce
  /** Bytes that one person may have uploaded. */
  quota: number
  /** Milliseconds since 1970. */
  now(): number
  /** Ten letters and digits that nobody can guess. */
  newId(): string
}

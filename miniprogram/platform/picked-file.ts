import type { MediaKind } from '../protocol/index'

/** A file that somebody has chosen. */
export interface Picked {
  kind: MediaKind
  path: string
  name: string
  size: number
  /** Of a video: a picture out of it, where the phone has made one. */
  poster?: string
}

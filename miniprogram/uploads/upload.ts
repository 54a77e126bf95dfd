import type { MediaKind } from '../protocol/index'

/** A file that was chosen or recorded, to be sent. */
export interface PickedFile {
  kind: MediaKind
  /** Where the phone has it. */
  path: string
  /** What it is called; empty where that is not known, as of what was recorded or comes from a phone's album. */
  name: string
  /** Bytes. */
  size: number
  /** Of a video: a picture out of it, where the phone has made one. */
  poster?: string
}

/** A file on its way into a room. */
export interface Upload extends PickedFile {
  id: number
  room: string
  /** How much of it is sent. */
  percent: number
  /** Why it was not sent: a code. Kept until it is tried again or canceled. */
  problem?: string
  /** The message that it answers. */
  reply?: number
}

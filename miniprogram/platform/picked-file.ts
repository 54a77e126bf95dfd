import type { MediaKind } from '../protocol/index'

/** A file that was chosen or recorded, to be sent. */
export interface PickedFile {
  kind: MediaKind
  /** Where the phone has it. */
  path: string
  /** What a file is called; empty for other kinds. */
  name: string
  /** Bytes. */
  size: number
  /** Of a video: a picture out of it, where the phone has made one. */
  poster?: string
}

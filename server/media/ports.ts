import type { MediaKind } from '#protocol'
import type { Store } from '../store/store'
import type { Blobs } from './blobs'

/** What uploads stand on. */
export interface MediaPorts {
  blobs: Blobs
  store: Store
  /** A folder of this machine in which uploads wait until they are whole and looked at. */
  spool: string
  /** Bytes that one person may have uploaded. */
  quota: number
  /** Milliseconds since 1970. */
  now(): number
  /** Ten letters and digits that nobody can guess. */
  newId(): string
}

/** What somebody wants to upload, who may say it in the room. */
export interface Wish {
  owner: string
  room: string
  kind: MediaKind
  /** As the sender calls it; of a file. */
  name: string
}

/** The name of the small picture of a picture, beside it. */
export const thumbKey = (id: string): string => `${id}.thumb`

/** The name of a chunk of an upload that is coming. */
export const chunkKey = (id: string, chunk: number): string => `${id}.${chunk}`

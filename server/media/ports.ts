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
export interface UploadRequest {
  owner: string
  room: string
  kind: MediaKind
  /** As the sender calls it; of a file. */
  name: string
}

/** The room of uploads that are avatars: no room has this id, so that no pass and no message ever shows them. */
export const avatarRoom = 'avatars'

/** The name of the small picture of a picture, beside it. */
export const thumbKey = (id: string): string => `${id}.thumb`

/** The name of the bytes of an avatar: nothing of a room has it, so that what everyone may see is never another's file. */
export const avatarKey = (id: string): string => `${id}.avatar`

/** The name of a chunk of an upload that is coming. */
export const chunkKey = (id: string, chunk: number): string => `${id}.${chunk}`

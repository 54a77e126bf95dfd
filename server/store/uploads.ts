import type { MediaBody, MediaKind } from '#protocol'

/**
 * - `coming`: its bytes are still arriving.
 * - `ready`: it is whole, and no message has it.
 * - `said`: one message has it.
 * - `retracted`: its message was taken back for its owner alone: everybody else sees it as before.
 * - `doomed`: marked for deletion: nobody may see it any more, and its files are to be removed.
 * - `gone`: its files are removed. Only what a message had is remembered so.
 */
export type UploadState = 'coming' | 'ready' | 'said' | 'retracted' | 'doomed' | 'gone'

/** What somebody uploads for a room. Its bytes are elsewhere, under its id, or under that of another upload whose file it shares. */
export interface Upload {
  id: string
  owner: string
  room: string
  kind: MediaKind
  /** Bytes that it counts in its owner's quota; of one that is `coming`, those that were announced. */
  size: number
  created: number
  state: UploadState
  /** The id under which its bytes are, where that is not its own. */
  blob?: string
  /** Of a kind that has one. */
  name?: string
  /** The id that its author gave the message that has it. */
  message?: string
  /** What a message says of it; from `ready` on. */
  body?: MediaBody
  /** Why it was not taken; of one that was refused. */
  problem?: string
}

/** An upload that shares the stored file of another one, `of`, and that a message has. */
export interface Share {
  id: string
  of: string
  owner: string
  room: string
  message: string
  created: number
}

/** Somebody who puts an upload together. */
export interface Lease {
  holder: string
  /** When others may have it, if it was not taken anew until then. */
  until: number
}

export interface Uploads {
  /** Keeps a new upload. The same id again changes nothing. */
  begin(upload: Upload): Promise<void>
  get(id: string): Promise<Upload | undefined>
  /** Moves `coming` on to `ready`. An upload in any other state stays as it is. */
  finish(id: string, size: number, body: MediaBody): Promise<void>
  /**
   * Takes an upload that is `coming`, to put it together: true when this holder has it until the time that is told, false while
   * another has it at `now`. Whoever has it may take it anew.
   */
  lease(id: string, lease: Lease, now: number): Promise<boolean>
  /** Gives it back before its time. Nothing changes when the holder does not have it. */
  release(id: string, holder: string): Promise<void>
  /** Marks one that is `coming` for deletion, and keeps why, for those who ask until it is cleared. */
  refuse(id: string, problem: string): Promise<void>
  /**
   * Moves `ready` on to `said`, for this message. True when the upload is this message's from now on, or
   * was before, whatever became of it since: of two messages that claim it one has it.
   */
  claim(id: string, message: string): Promise<boolean>
  /**
   * Keeps uploads that share the stored files of others, each `said` by its message, with what the other one says of the file. Only
   * what is `ready`, `said` or `retracted` is shared: where one of them is not, false, and none is kept. Those that are kept already
   * stay as they are; where one of these is marked for deletion or gone, false. A file that is shared is in use from that moment, whatever becomes of the other one meanwhile. At most 1,000 a call.
   */
  share(shares: Share[]): Promise<boolean>
  /** Whether an upload that is not marked for deletion has the file that is stored under this id. */
  isInUse(blob: string): Promise<boolean>
  /** Moves `said` on to `retracted`. Idempotent. */
  retract(id: string): Promise<void>
  /** Nobody sees it from now on. Idempotent. */
  markForDeletion(id: string): Promise<void>
  /** The same for all of a room. */
  markRoomForDeletion(room: string): Promise<void>
  /** The same for all of a person. */
  markOwnedForDeletion(owner: string): Promise<void>
  /** Bytes of the files that a person's uploads have and that are not removed, each file once. */
  bytesOf(owner: string): Promise<number>
  /** Marks what was created before a time and no message has; what a message claims meanwhile stays. */
  markUnsaidForDeletion(before: number): Promise<void>
  /** At most `limit` of those that are marked, the oldest first. */
  markedForDeletion(limit: number): Promise<Upload[]>
  /** Its files are removed. One that a message had is `gone`, and counts nothing; any other is forgotten. */
  clear(id: string): Promise<void>
}

import type { Storage } from '../session/ports'

export const playedKey = 'played'
/** Voice messages that are remembered: some 50 KB. The oldest are forgotten first. */
const most = 2_000

/** Which voice messages of others were played on this phone, by their media ids. Read from the phone when it is first asked. */
export class PlayedStore {
  private readonly storage: Storage
  private played: Set<string> | undefined

  constructor(storage: Storage) {
    this.storage = storage
  }

  has(media: string): boolean {
    return this.all().has(media)
  }

  add(media: string): void {
    if (this.has(media)) return
    // Read anew: another window may have added its own. What found no room on the disk is in memory alone.
    const played = new Set([...read(this.storage), ...this.all(), media])
    for (const oldest of played) {
      if (played.size <= most) break
      played.delete(oldest)
    }
    this.played = played
    this.storage.write(playedKey, [...played])
  }

  /** Another window has changed what is on disk. */
  reload(): void {
    this.played = undefined
  }

  /** Deletes what this phone keeps. */
  forget(): void {
    this.played = new Set()
    this.storage.remove(playedKey)
  }

  private all(): Set<string> {
    this.played ??= read(this.storage)
    return this.played
  }
}

function read(storage: Storage): Set<string> {
  const stored = storage.read(playedKey)
  return new Set(Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [])
}

import type { Storage } from '../session/ports'

const key = 'played'
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
    const played = this.all()
    if (played.has(media)) return
    played.add(media)
    for (const oldest of played) {
      if (played.size <= most) break
      played.delete(oldest)
    }
    this.storage.write(key, [...played])
  }

  clear(): void {
    this.played = new Set()
    this.storage.remove(key)
  }

  private all(): Set<string> {
    this.played ??= read(this.storage)
    return this.played
  }
}

function read(storage: Storage): Set<string> {
  const stored = storage.read(key)
  return new Set(Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [])
}

import type { Storage } from '../session/ports'

const key = 'played'
/** Voice messages that are remembered: some 50 KB. The oldest are forgotten first. */
const most = 2_000

/** Which voice messages of others somebody has listened to on this phone. */
export interface Played {
  has(media: string): boolean
  add(media: string): void
  clear(): void
}

/** Reads the phone when it is first asked, and writes to it with each message that is played. */
export function openPlayed(storage: Storage): Played {
  let known: Set<string> | undefined
  const all = () => {
    const stored = storage.read(key)
    known ??= new Set(Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [])
    return known
  }
  return {
    has: (media) => all().has(media),
    add(media) {
      const played = all()
      if (played.has(media)) return
      played.add(media)
      for (const oldest of played) {
        if (played.size <= most) break
        played.delete(oldest)
      }
      storage.write(key, [...played])
    },
    clear() {
      known = new Set()
      storage.remove(key)
    },
  }
}

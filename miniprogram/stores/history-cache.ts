import { hasLine, type Message, withoutHidden } from '../protocol/index'
import type { Storage } from '../session/ports'
import { bytesOf } from './bytes'

/** Bytes of one room, sealed a third more; WeChat allows 1 MB per key. */
const roomBytes = 256 * 1024
/** Bytes of all rooms, sealed a third more; WeChat allows 10 MB for everything, and the outbox comes first. */
const allBytes = 4.5 * 1024 * 1024
/** Messages of one room that are shown: what fills the screen at once, and a little more. */
const roomMessages = 60
/** Messages of one room, with those that only change others: reading them is waited for. */
const roomLines = 300

interface Entry {
  room: string
  bytes: number
}

/** The newest messages of rooms, so that a room is there before the server has answered. */
export class HistoryCache {
  private readonly storage: Storage
  private readonly prefix: string
  private isClosed = false

  constructor(storage: Storage, person: string) {
    this.storage = storage
    this.prefix = `history.${person}.`
  }

  /** The messages kept of a room, without a hole, the oldest first. */
  read(room: string): Message[] {
    return asMessages(this.storage.read(this.prefix + room))
  }

  /** Keeps the newest of these messages, which have no hole, and forgets other rooms where that is needed. */
  write(room: string, messages: readonly Message[]): void {
    if (this.isClosed) return
    const { kept, bytes } = fitting(messages)
    this.forget(room)
    let total = this.entries.reduce((sum, entry) => sum + entry.bytes, bytes)
    for (const entry of this.entries) {
      if (total <= allBytes) break
      total -= entry.bytes
      this.forget(entry.room)
    }
    if (kept.length === 0 || !this.writeOrMakeRoom(room, kept)) return
    this.storage.write(this.indexKey, [...this.entries, { room, bytes }])
  }

  /** Somebody has deleted these for themselves: nothing is kept of them. */
  hide(room: string, seqs: readonly number[]): void {
    const hidden = new Set(seqs)
    const before = this.read(room)
    const after = before.map((message) => withoutHidden(message, hidden))
    if (after.some((message, at) => message !== before[at])) this.write(room, after)
  }

  forget(room: string): void {
    this.storage.remove(this.prefix + room)
    const entries = this.entries.filter((entry) => entry.room !== room)
    this.storage.write(this.indexKey, entries)
  }

  /** Forgets the room not seen for longest, for something more important. False when there is none. */
  makeRoom(): boolean {
    const { entries } = this
    const [oldest] = entries
    if (oldest) this.forget(oldest.room)
    // A disk that others have filled up takes not even the shorter index: asking on would never end.
    return this.entries.length < entries.length
  }

  clear(): void {
    for (const key of this.storage.keys()) if (key.startsWith(this.prefix)) this.storage.remove(key)
  }

  /** Writes nothing any more. */
  close(): void {
    this.isClosed = true
  }

  /** The rooms kept, the one not seen for longest first. Read each time, for other windows keep rooms, too. */
  private get entries(): Entry[] {
    return asEntries(this.storage.read(this.indexKey))
  }

  private get indexKey(): string {
    return `${this.prefix}index`
  }

  private writeOrMakeRoom(room: string, messages: Message[]): boolean {
    while (!this.storage.write(this.prefix + room, messages)) {
      if (!this.makeRoom()) return false
    }
    return true
  }
}

/** The newest messages that a room may keep. */
function fitting(messages: readonly Message[]): { kept: Message[]; bytes: number } {
  const kept: Message[] = []
  let bytes = 2
  let shown = 0
  for (const message of messages.slice(-roomLines).reverse()) {
    const more = bytesOf(message) + 1
    if (bytes + more > roomBytes || shown === roomMessages) break
    bytes += more
    if (hasLine(message)) shown += 1
    kept.push(message)
  }
  return { kept: kept.reverse(), bytes }
}

function asEntries(stored: unknown): Entry[] {
  return Array.isArray(stored) ? stored.filter((entry) => typeof entry?.room === 'string') : []
}

/** What was kept, unless it is damaged: a hole in it would be a hole in the list. */
function asMessages(stored: unknown): Message[] {
  if (!Array.isArray(stored)) return []
  const messages = stored as Message[]
  const whole = messages.every(
    (message, at) => typeof message?.from?.id === 'string' && message.seq === (messages[0]?.seq ?? 0) + at,
  )
  return whole ? messages : []
}

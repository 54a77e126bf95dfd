import type { Mention, Written } from '../messages/mentions'
import type { Storage } from '../session/ports'

/** Where versions before this one kept the drafts of all rooms together. */
const together = 'drafts'

const none: Written = { text: '', mentions: [] }

/** Texts that were begun in a room and not sent: one key each, for other windows write theirs. */
export class DraftStore {
  private readonly storage: Storage
  private person: string | undefined
  /** What this window last read or wrote of a room. */
  private readonly known = new Map<string, Written>()
  /** What is not on disk yet. */
  private readonly unsaved = new Map<string, Written>()

  constructor(storage: Storage) {
    this.storage = storage
  }

  /** Takes up the drafts of a person. What was not saved of the person before is gone. */
  open(person: string | undefined): void {
    this.person = person
    this.known.clear()
    this.unsaved.clear()
  }

  get(room: string): string {
    return this.written(room).text
  }

  /** Whom the draft mentions. */
  mentions(room: string): readonly Mention[] {
    return this.written(room).mentions
  }

  /** Kept in memory; `save` writes it to the phone. */
  set(room: string, text: string, mentions: readonly Mention[] = []): void {
    const before = this.unsaved.get(room) ?? this.known.get(room) ?? this.written(room)
    const draft = { text, mentions }
    if (!isSame(before, draft)) this.unsaved.set(room, draft)
  }

  /** What the phone has no room for waits for the next time. */
  save(): void {
    if (this.person === undefined) return
    for (const [room, draft] of this.unsaved) if (this.write(room, draft)) this.unsaved.delete(room)
  }

  /** Deletes what this phone keeps of the person. */
  forget(): void {
    this.storage.remove(together)
    for (const key of this.storage.keys()) if (key.startsWith(this.keyOf(''))) this.storage.remove(key)
    this.open(this.person)
  }

  private written(room: string): Written {
    const draft = this.unsaved.get(room)
    if (draft) return draft
    this.carryOver()
    const stored = this.onDisk(room)
    this.known.set(room, stored)
    return stored
  }

  private write(room: string, draft: Written): boolean {
    const { text, mentions } = draft
    // What another window has put there meanwhile is not this one's to remove.
    if (text === '' && !isSame(this.onDisk(room), this.known.get(room) ?? none)) return true
    if (text === '') this.storage.remove(this.keyOf(room))
    else if (!this.storage.write(this.keyOf(room), mentions.length === 0 ? text : draft)) return false
    this.known.set(room, draft)
    return true
  }

  private onDisk(room: string): Written {
    const stored = this.person === undefined ? undefined : this.storage.read(this.keyOf(room))
    return typeof stored === 'string' ? { text: stored, mentions: [] } : isWritten(stored) ? stored : none
  }

  private keyOf(room: string): string {
    return `drafts.${this.person}.${room}`
  }

  /** What lies together still belongs to the person who is signed in: it was deleted at each sign-out. */
  private carryOver(): void {
    const stored = this.person === undefined ? undefined : this.storage.read(together)
    if (typeof stored !== 'object' || stored === null) return
    const isKept = Object.entries(stored).every(
      ([room, text]) => typeof text !== 'string' || this.storage.write(this.keyOf(room), text),
    )
    if (isKept) this.storage.remove(together)
  }
}

function isSame(one: Written, other: Written): boolean {
  return JSON.stringify([one.text, one.mentions]) === JSON.stringify([other.text, other.mentions])
}

/** Kept by this version: a text alone is as versions before wrote it. */
function isWritten(stored: unknown): stored is Written {
  return typeof stored === 'object' && stored !== null && 'text' in stored && 'mentions' in stored
}

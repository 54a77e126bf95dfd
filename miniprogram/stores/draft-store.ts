import type { Storage } from '../session/ports'

/** Where versions before this one kept the drafts of all rooms together. */
const together = 'drafts'

/** Texts that were begun in a room and not sent: one key each, for other windows write theirs. */
export class DraftStore {
  private readonly storage: Storage
  private person: string | undefined
  /** What this window last read or wrote of a room. */
  private readonly known = new Map<string, string>()
  /** What is not on disk yet. */
  private readonly unsaved = new Map<string, string>()

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
    const text = this.unsaved.get(room)
    if (text !== undefined) return text
    this.carryOver()
    const stored = this.onDisk(room)
    this.known.set(room, stored)
    return stored
  }

  /** Kept in memory; `save` writes it to the phone. */
  set(room: string, text: string): void {
    const before = this.unsaved.get(room) ?? this.known.get(room) ?? this.get(room)
    if (text !== before) this.unsaved.set(room, text)
  }

  /** What the phone has no room for waits for the next time. */
  save(): void {
    if (this.person === undefined) return
    for (const [room, text] of this.unsaved) if (this.write(room, text)) this.unsaved.delete(room)
  }

  /** Deletes what this phone keeps of the person. */
  forget(): void {
    this.storage.remove(together)
    for (const key of this.storage.keys()) if (key.startsWith(this.keyOf(''))) this.storage.remove(key)
    this.open(this.person)
  }

  private write(room: string, text: string): boolean {
    // What another window has put there meanwhile is not this one's to remove.
    if (text === '' && this.onDisk(room) !== this.known.get(room)) return true
    if (text === '') this.storage.remove(this.keyOf(room))
    else if (!this.storage.write(this.keyOf(room), text)) return false
    this.known.set(room, text)
    return true
  }

  private onDisk(room: string): string {
    const stored = this.person === undefined ? undefined : this.storage.read(this.keyOf(room))
    return typeof stored === 'string' ? stored : ''
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

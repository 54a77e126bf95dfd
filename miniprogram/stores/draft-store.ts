import type { Storage } from '../session/ports'

const key = 'drafts'

/** Texts that were begun in a room and not sent. */
export class DraftStore {
  private readonly storage: Storage
  private texts: Map<string, string> | undefined
  private isChanged = false

  constructor(storage: Storage) {
    this.storage = storage
  }

  get(room: string): string {
    return this.all().get(room) ?? ''
  }

  /** Kept in memory; `save` writes it to the phone. */
  set(room: string, text: string): void {
    if (text === this.get(room)) return
    if (text === '') this.all().delete(room)
    else this.all().set(room, text)
    this.isChanged = true
  }

  save(): void {
    if (!this.isChanged) return
    const stored: Record<string, string> = {}
    for (const [room, text] of this.all()) stored[room] = text
    this.isChanged = !this.storage.write(key, stored)
  }

  clear(): void {
    this.texts = new Map()
    this.storage.remove(key)
  }

  /** Read when the first one is asked for: before, the storage may not be open. */
  private all(): Map<string, string> {
    this.texts ??= read(this.storage)
    return this.texts
  }
}

function read(storage: Storage): Map<string, string> {
  const stored = storage.read(key)
  if (typeof stored !== 'object' || stored === null) return new Map()
  const texts = Object.entries(stored).filter(([, text]) => typeof text === 'string')
  return new Map(texts as [string, string][])
}

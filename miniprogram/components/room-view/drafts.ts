import type { Person } from '../../protocol/index'
import type { Storage } from '../../session/ports'
import type { Observable } from '../../stores/observable'

const key = 'drafts'

/** What somebody began to write in a room and has not sent. */
export interface Drafts {
  get(room: string): string
  /** Kept in memory; `save` writes it to the phone. */
  set(room: string, text: string): void
  save(): void
}

/** Drafts of the person who is signed in; they go when that person signs out. */
export function openDrafts(storage: Storage, me: Observable<Person | undefined>): Drafts {
  const texts = read(storage)
  let isChanged = false
  me.subscribe((person) => {
    if (person !== undefined) return
    texts.clear()
    storage.remove(key)
  })
  return {
    get: (room) => texts.get(room) ?? '',
    set(room, text) {
      if (text === (texts.get(room) ?? '')) return
      if (text === '') texts.delete(room)
      else texts.set(room, text)
      isChanged = true
    },
    save() {
      if (!isChanged) return
      const stored: Record<string, string> = {}
      for (const [room, text] of texts) stored[room] = text
      isChanged = !storage.write(key, stored)
    },
  }
}

function read(storage: Storage): Map<string, string> {
  const stored = storage.read(key)
  if (typeof stored !== 'object' || stored === null) return new Map()
  const texts = Object.entries(stored).filter(([, text]) => typeof text === 'string')
  return new Map(texts as [string, string][])
}

import type { Person } from '../protocol/index'
import type { Storage } from '../session/ports'
import type { Observable } from './observable'

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
  // Read when the first one is asked for: before, the storage may not be open.
  let texts: Map<string, string> | undefined
  const all = () => {
    texts ??= read(storage)
    return texts
  }
  let isChanged = false
  me.subscribe((person) => {
    if (person !== undefined) return
    texts = new Map()
    storage.remove(key)
  })
  return {
    get: (room) => all().get(room) ?? '',
    set(room, text) {
      if (text === (all().get(room) ?? '')) return
      if (text === '') all().delete(room)
      else all().set(room, text)
      isChanged = true
    },
    save() {
      if (!isChanged) return
      const stored: Record<string, string> = {}
      for (const [room, text] of all()) stored[room] = text
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

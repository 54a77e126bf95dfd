import type { Storage } from '../session/ports'
import type { PickedFile } from './upload'

/** A file as a person knows it. */
export type Named = Pick<PickedFile, 'kind' | 'name'>

/** Of this window alone, for another may be sending files of its own; a phone has but one. */
const key = 'window.uploads'

/** What is on its way, by name, on disk: so that the next run can say what this one did not send. */
export class KeptNames {
  private readonly storage: Storage
  private kept = '[]'

  constructor(storage: Storage) {
    this.storage = storage
  }

  /** Written when it is another list than the last time. */
  keep(files: readonly Named[]): void {
    const names = files.map(({ kind, name }) => ({ kind, name }))
    const text = JSON.stringify(names)
    if (text === this.kept) return
    this.kept = text
    if (names.length === 0) this.storage.remove(key)
    else this.storage.write(key, names)
  }

  /** What the run before has left, and forgets it. */
  take(): Named[] {
    const stored = this.storage.read(key)
    if (stored === undefined) return []
    this.storage.remove(key)
    return Array.isArray(stored) ? stored.filter(isNamed) : []
  }
}

function isNamed(value: unknown): value is Named {
  const { kind, name } = Object(value) as Partial<Record<string, unknown>>
  return typeof kind === 'string' && typeof name === 'string'
}

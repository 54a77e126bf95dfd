import type { Storage } from '../session/ports'

/** A storage that evicts what can be read from the server again (`makeRoom`) before it says that the phone is full. */
export function evictingStorage(storage: Storage, makeRoom: () => boolean): Storage {
  return {
    read: (key) => storage.read(key),
    write(key, value) {
      while (!storage.write(key, value)) {
        if (!makeRoom()) return false
      }
      return true
    },
    remove: (key) => storage.remove(key),
    keys: () => storage.keys(),
  }
}

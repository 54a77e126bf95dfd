import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { type Store, StoreNotOpened } from '../store'
import type { FromThread } from './calls'
import { Remote } from './remote'

export interface SqliteOptions {
  /** The directory of the file `chat.db`; it is made where it is missing. */
  dir: string
  /** The thread of the store has died, and every call is `StoreUnavailable` from now on. Called once. */
  onDeath?: (error: Error) => void
}

/** The embedded store; its file can be copied while it is in use. */
export interface SqliteStore extends Store {
  /**
   * Resolves when the file has all that was written, and stays as it is until `release`: what is written meanwhile
   * waits beside it. Rejects with `StoreUnavailable`, also while it is held already.
   */
  hold(): Promise<void>
  release(): void
}

/**
 * Opens the embedded store: one SQLite file, and one thread that owns it. Rejects with
 * `StoreNotOpened`, whose message is a sentence for the operator.
 */
export async function openSqliteStore({ dir, onDeath }: SqliteOptions): Promise<SqliteStore> {
  // The same file for the server and for the tests; see "imports" in package.json.
  const thread = createRequire(import.meta.url).resolve('#sqlite-thread')
  const worker = new Worker(thread, { workerData: { dir }, execArgv: [] })
  await opened(worker)

  const remote = new Remote(worker, onDeath ?? (() => undefined))
  return {
    messages: remote.port('messages'),
    accounts: remote.port('accounts'),
    sessions: remote.port('sessions'),
    rooms: remote.port('rooms'),
    links: remote.port('links'),
    uploads: remote.port('uploads'),
    marks: remote.port('marks'),
    hidden: remote.port('hidden'),
    check: remote.port('file').check,
    close: () => remote.close(),
    hold: () => remote.hold(),
    release: () => remote.release(),
  }
}

/** Rejects only when the thread has ended: the file is free again then. */
function opened(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    let reason = 'The thread of the store ended at once.'
    worker.once('message', (message: FromThread) => {
      if ('refused' in message) reason = message.refused
      else resolve()
    })
    worker.once('error', (error) => {
      reason = `The thread of the store could not start: ${error.message}`
    })
    worker.once('exit', () => reject(new StoreNotOpened(reason)))
  })
}

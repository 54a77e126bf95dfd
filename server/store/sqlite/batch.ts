import type Database from 'libsql'
import type { Answer, Call, SyncPorts } from './calls'

/** The part of a store that runs in the thread. */
export interface Engine {
  database: Database.Database
  ports: SyncPorts
  /** Called when changes were undone. */
  forget(): void
}

/**
 * Runs calls in their order and commits once: one wait for the disk, however many wrote. A call that
 * fails by itself is undone alone; when the file fails, the whole batch is undone and answered
 * `unavailable`. The answers may be told when this returns: what they say is on the disk.
 */
export function runBatch(engine: Engine, calls: Call[]): Answer[] {
  const { database } = engine
  try {
    // Deferred: calls that only read take no write lock, and their commit does not touch the disk.
    database.exec('BEGIN DEFERRED')
    const answers = calls.map((call) => runCall(engine, call))
    database.exec('COMMIT')
    return answers
  } catch (error) {
    // SQLite has rolled back by itself when the disk was full.
    if (database.inTransaction) database.exec('ROLLBACK')
    engine.forget()
    return calls.map(({ n }) => ({ n, unavailable: messageOf(error) }))
  }
}

function runCall(engine: Engine, { n, port, method, args }: Call): Answer {
  const { database } = engine
  // The other thread names only methods that `methods` lists, with the arguments they take.
  const target = engine.ports[port] as unknown as Record<string, (...args: unknown[]) => unknown>
  database.exec('SAVEPOINT call')
  try {
    const value = target[method]?.(...args)
    database.exec('RELEASE call')
    return { n, value }
  } catch (error) {
    if (isOfTheFile(error)) throw error
    database.exec('ROLLBACK TO call')
    database.exec('RELEASE call')
    engine.forget()
    return { n, fault: `${port}.${method}: ${messageOf(error)}` }
  }
}

/** Result codes of SQLite for a wrong statement or value; all others tell of the file or the disk. */
const ofTheCall = /^SQLITE_(ERROR|CONSTRAINT|MISMATCH|TOOBIG|RANGE)/

function isOfTheFile(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' && code.startsWith('SQLITE_') && !ofTheCall.test(code)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

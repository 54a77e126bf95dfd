import { MemoryBus } from './memory-bus'
import { MemoryLimits } from './memory-limits'
import { MemoryPresence } from './memory-presence'
import { MemoryRecords } from './memory-records'
import type { State } from './state'

export interface MemoryStateOptions {
  /** Milliseconds of a monotonic clock; that of the process unless given. */
  elapsed?: () => number
  /** Told what a subscriber of the bus has thrown; a process warning unless given. */
  onError?: (error: unknown) => void
}

/** State of a server that runs alone: nothing leaves the process, and nothing survives it. */
export function openMemoryState({
  elapsed = () => performance.now(),
  onError,
}: MemoryStateOptions = {}): State {
  return {
    shared: false,
    bus: new MemoryBus(onError ?? warn),
    presence: new MemoryPresence(),
    limits: new MemoryLimits(elapsed),
    records: new MemoryRecords(elapsed),
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}

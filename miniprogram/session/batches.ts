import type { Outcome, SaidKind } from '../protocol/index'
import { type Kept, KeptQueue } from './kept-queue'
import type { Storage } from './ports'

/** Where a batch goes: a room, or a person. */
export interface BatchTarget {
  room?: string
  person?: string
  /** Of the room or the person when it was chosen: the room may be gone when it is told that it was not sent there. */
  name: string
  /** Why it was refused there for good. */
  problem?: string
}

/** Messages that are said again elsewhere. */
interface Forwarded {
  of: readonly { room: string; seq: number }[]
  /** As one message. */
  bundle: boolean
  /** A text that follows as a message of its own, to where the messages were said. */
  comment?: string
}

/** A new message. */
interface New {
  kind: Extract<SaidKind, 'text' | 'emoji'>
  body: string
}

/** What goes to several rooms and people at once, until the server has answered. It has failed where a target has a problem. */
export type PendingBatch = Kept & { to: readonly BatchTarget[] } & (Forwarded | New)

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
export type BatchDraft = DistributiveOmit<PendingBatch, 'place'>

/** What goes to several at once and is not answered yet, and what was refused at some of its targets. */
export class Batches extends KeptQueue<PendingBatch, 'sent' | 'discarded'> {
  constructor(storage: Storage, person: string) {
    super(storage, person, isPendingBatch)
  }

  list(): PendingBatch[] {
    return this.all()
  }

  get(id: string): PendingBatch | undefined {
    return this.named(id)
  }

  add(draft: BatchDraft): void {
    this.put({ ...draft, place: this.nextPlace() })
  }

  /** Refused as a whole: nothing of it has happened anywhere. */
  fail(batch: PendingBatch, problem: string): void {
    this.put({ ...batch, to: batch.to.map((target) => ({ ...target, problem })) })
  }

  /**
   * The server has answered. What failed stays by itself, and the comment goes to where the rest was said, both under ids
   * made of the one of the batch: a program that ends in the midst of this, and asks again, does none of it twice.
   */
  settle(batch: PendingBatch, outcomes: readonly Outcome[]): void {
    const to = batch.to.map((target, at) => settled(target, outcomes[at]))
    const failed = to.filter(isRefused)
    const said = to.filter((target) => !isRefused(target))
    const { id, place, time } = batch
    if (said.length > 0 && 'of' in batch && batch.comment !== undefined)
      this.put({ id: `${id}.c`, place, time, to: said, kind: 'text', body: batch.comment })
    if (failed.length > 0) this.put({ ...batch, id: `${id}.f`, to: failed })
    this.remove({ ...batch, to: said }, 'sent')
  }

  /** Lets a failed batch go out to where it failed, under a new id: nothing was said there. */
  retry(batch: PendingBatch, id: string): void {
    this.add({ ...batch, id, to: batch.to.map(({ problem: _, ...target }) => target) })
    this.discard(batch)
  }

  discard(batch: PendingBatch): void {
    this.remove(batch, 'discarded')
  }
}

/** Whether a person has to say what becomes of it. */
export function isFailed({ to }: PendingBatch): boolean {
  return to.some(isRefused)
}

function isRefused({ problem }: BatchTarget): boolean {
  return problem !== undefined
}

function settled(target: BatchTarget, outcome: Outcome | undefined): BatchTarget {
  if (outcome?.in !== undefined) return target
  return { ...target, problem: outcome?.code ?? 'no-answer' }
}

function isPendingBatch(stored: unknown): stored is PendingBatch {
  if (typeof stored !== 'object' || stored === null) return false
  const { place, id, to, time, of, body } = stored as Record<string, unknown>
  const isWhole = typeof place === 'number' && typeof id === 'string' && typeof time === 'number'
  return isWhole && Array.isArray(to) && (Array.isArray(of) || typeof body === 'string')
}

import type { Batches, BatchTarget, PendingBatch } from '../session/batches'
import type { Chance } from '../session/ports'
import type { ServerClock } from '../session/server-clock'
import { Store, type Unsubscribe } from './observable'

/** What goes to several rooms and people at once and is not answered yet, or was refused at some of them. */
export class BatchStore extends Store<readonly PendingBatch[]> {
  private readonly chance: Pick<Chance, 'newId'>
  private readonly clock: Pick<ServerClock, 'now'>
  private readonly listeners = new Set<(batch: PendingBatch) => void>()
  private batches: Batches | undefined
  private ignore: Unsubscribe = () => {}

  constructor(chance: Pick<Chance, 'newId'>, clock: Pick<ServerClock, 'now'>) {
    super([])
    this.chance = chance
    this.clock = clock
  }

  /** Takes up what waits for the person who is signed in; nothing when nobody is. */
  open(batches: Batches | undefined): void {
    this.ignore()
    this.batches = batches
    const show = () => this.set(batches?.list() ?? [])
    const stop = batches?.listen((batch, news) => {
      show()
      if (news === 'sent' && batch.to.length > 0) for (const listener of [...this.listeners]) listener(batch)
    })
    this.ignore = stop ?? (() => {})
    show()
  }

  /** Calls with each batch that was said, its targets those where it was. */
  onSent(listener: (batch: PendingBatch) => void): Unsubscribe {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Says messages of one's rooms again elsewhere; a `comment` follows them. Kept until the server has answered. */
  forward(
    of: readonly { room: string; seq: number }[],
    to: readonly BatchTarget[],
    also: { bundle?: boolean; comment?: string } = {},
  ): void {
    const { bundle = false, comment = '' } = also
    this.batches?.add({ ...this.stamp(), of, to, bundle, ...(comment !== '' && { comment }) })
  }

  /** Says a new message at each target. */
  send(kind: 'text' | 'emoji', body: string, to: readonly BatchTarget[]): void {
    this.batches?.add({ ...this.stamp(), kind, body, to })
  }

  /** Sends what failed again, to where it failed. */
  retry(batch: PendingBatch): void {
    this.batches?.retry(batch, this.chance.newId())
  }

  discard(batch: PendingBatch): void {
    this.batches?.discard(batch)
  }

  private stamp(): { id: string; time: number } {
    return { id: this.chance.newId(), time: this.clock.now() }
  }
}

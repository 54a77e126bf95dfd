import type { ListChange } from '../../messages/transcript'
import type { SerialQueue } from './serial-queue'

export type TailChange = Extract<ListChange, { type: 'tail' }>

/** Changes at the end of the list: drawn as often as the phone can, not as often as somebody speaks. */
export class TailQueue {
  private readonly queue: SerialQueue
  private readonly draw: (change: TailChange) => Promise<void>
  private waiting: { change: TailChange; turn: number } | undefined

  constructor(queue: SerialQueue, draw: (change: TailChange) => Promise<void>) {
    this.queue = queue
    this.draw = draw
  }

  /** One that has not been drawn, with nothing behind it, is drawn together with this one. */
  take(change: TailChange): void {
    const { waiting } = this
    if (waiting && this.queue.isLast(waiting.turn)) {
      const index = Math.min(waiting.change.index, change.index)
      waiting.change = { ...change, index, arrived: waiting.change.arrived + change.arrived }
      return
    }
    const news = { change, turn: 0 }
    this.waiting = news
    news.turn = this.queue.take(() => this.draw(news.change))
  }
}

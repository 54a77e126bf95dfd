import type { ListEnds } from './list-ends'
import type { ListView } from './list-view'
import type { Change, ListWindow } from './list-window'
import type { ScrollPosition } from './scroll-position'
import type { SerialQueue } from './serial-queue'

/** px from an edge of what is drawn at which the next block is brought in: more than a flick of the thumb. */
const margin = 1_200

/** The edges of what is drawn: where the reader comes near one, the next block comes in, or is asked for. */
export class DrawnEdges {
  private readonly view: ListView
  private readonly position: ScrollPosition
  private readonly listWindow: ListWindow
  private readonly ends: ListEnds
  private readonly queue: SerialQueue
  private isExtending = false

  constructor(
    view: ListView,
    position: ScrollPosition,
    listWindow: ListWindow,
    ends: ListEnds,
    queue: SerialQueue,
  ) {
    this.view = view
    this.position = position
    this.listWindow = listWindow
    this.ends = ends
    this.queue = queue
  }

  lookAround(): void {
    if (this.isExtending) return
    const { above, below } = this.position
    const { isAtStart, isAtEnd } = this.listWindow
    if (above < margin && !isAtStart) this.extend(() => this.listWindow.up())
    else if (below < margin && !isAtEnd) this.extend(() => this.listWindow.down())
    else if (above < margin) this.ends.lookOlder()
    if (below < margin && isAtEnd) this.ends.lookNewer()
  }

  /** Makes a change above or below the reader, and leaves what they look at where it is. */
  hold(change: () => Change, added: number, also: Record<string, unknown>): Promise<void> {
    const { anchor } = this.listWindow
    return this.position.holdRow(this.listWindow.placeOf(anchor), async () => {
      await this.view.set({ ...change(), ...also })
      return this.listWindow.placeOf(anchor + added)
    })
  }

  private extend(change: () => Change): void {
    this.isExtending = true
    this.queue.take(async () => {
      await this.hold(change, 0, {})
      this.isExtending = false
      this.lookAround()
    })
  }
}

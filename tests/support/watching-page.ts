import type { Line } from '../../miniprogram/messages/line'
import type { Gone, LinesChange, Opening, RoomHooks, RoomState } from '../../miniprogram/rooms/room'

/** A page that does what it is told by the hooks, and nothing else: what a person would see. */
export class WatchingPage {
  lines: Line[] = []
  state: RoomState | undefined
  gone: Gone | undefined
  /** How often the whole list was put up anew. */
  restarts = 0
  /** Messages that were recalled or deleted, whether among the lines or not. */
  readonly taken: number[] = []
  arrived = 0
  /** How the list was put up the last time. */
  opening: Opening | undefined
  /** Whether there are newer lines than these to load. */
  newer = false

  readonly hooks: RoomHooks = {
    onLines: (change) => this.#take(change),
    onTaken: (seqs) => void this.taken.push(...seqs),
    onState: (state) => {
      this.state = state
    },
    onGone: (reason) => {
      this.gone = reason
    },
  }

  get texts(): string[] {
    return this.lines.map(({ text }) => text)
  }

  #take(change: LinesChange): void {
    this.newer = change.newer
    if (change.type === 'all') {
      this.lines = [...change.lines]
      this.restarts += 1
      this.opening = change
    } else if (change.type === 'older') this.lines = [...change.lines.slice(0, change.count), ...this.lines]
    else if (change.type === 'tail')
      this.#takeTail(change.index, change.lines.slice(change.index), change.arrived)
    else for (const index of change.indices) this.#takeLine(index, change.lines[index])
  }

  #takeTail(index: number, lines: readonly Line[], arrived: number): void {
    if (index > this.lines.length) throw new Error('a tail that does not follow on')
    this.lines = [...this.lines.slice(0, index), ...lines]
    this.arrived += arrived
  }

  #takeLine(index: number, line: Line | undefined): void {
    if (!line || this.lines[index]?.key !== line.key)
      throw new Error(`line ${index} is not the one that changed`)
    this.lines[index] = line
  }
}

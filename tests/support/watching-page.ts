import type { Line } from '../../miniprogram/messages/line'
import type { Gone, RoomHooks, RoomState } from '../../miniprogram/rooms/room'

/** A page that does what it is told by the hooks, and nothing else: what a person would see. */
export class WatchingPage {
  lines: Line[] = []
  state: RoomState | undefined
  gone: Gone | undefined
  /** How often the whole list was put up anew. */
  restarts = 0
  arrived = 0

  readonly hooks: RoomHooks = {
    onLines: (lines) => {
      this.lines = [...lines]
      this.restarts += 1
    },
    onTail: (index, lines, arrived) => {
      if (index > this.lines.length) throw new Error('a tail that does not follow on')
      this.lines = [...this.lines.slice(0, index), ...lines]
      this.arrived += arrived
    },
    onOlder: (lines) => {
      this.lines = [...lines, ...this.lines]
    },
    onLine: (index, line) => {
      if (this.lines[index]?.key !== line.key) throw new Error(`line ${index} is not the one that changed`)
      this.lines[index] = line
    },
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
}

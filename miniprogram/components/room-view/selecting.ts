import type { Line } from '../../messages/line'
import { act } from './chosen'
import { type EventOf, stateOf } from './view-state'

/** Several messages are chosen, and something is done with all of them. */
export const selecting = Behavior({
  data: {
    /** Messages are being chosen: how many are. */
    selecting: false,
    selected: 0,
  },
  methods: {
    onSelected({ detail }: EventOf<{ lines: readonly Line[] }>) {
      stateOf(this).selected = detail.lines
      this.select(true, detail.lines.length)
    },
    async onChosen({ detail }: EventOf<{ action: string }>) {
      const { room, selected } = stateOf(this)
      if (room && (await act(detail.action, room, selected))) this.onUnselect()
    },
    onUnselect() {
      if (!this.data.selecting) return
      this.selectComponent('#list')?.endSelecting()
      this.select(false, 0)
    },
    /** The bar is as high as it is: the list has what is left. */
    select(selecting: boolean, selected: number) {
      this.setData({ selecting, selected }, () => this.selectComponent('#list')?.resized())
    },
  },
})

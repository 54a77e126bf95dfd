import type { Look } from '../../rooms/room'
import { complain } from '../../ui/dialogs'
import { type EventOf, stateOf } from './view-state'

/** Milliseconds after which a page of the history that is waited for is told. */
const slowMs = 300

/** Where the reader is in the history of a room, and what they want to see of it. */
export const reading = Behavior({
  methods: {
    /** To a message, which may have to be loaded first. */
    async onSeek({ detail }: EventOf<{ seq: number }>) {
      // What the phone has is there at once.
      const slow = setTimeout(() => wx.showNavigationBarLoading(), slowMs)
      const isThere = await stateOf(this).room?.seek(detail.seq).catch(complain)
      clearTimeout(slow)
      wx.hideNavigationBarLoading()
      if (isThere) this.selectComponent('#list')?.show(detail.seq)
    },
    onOlder() {
      stateOf(this)
        .room?.loadOlder()
        .catch(() => this.selectComponent('#list')?.olderFailed())
    },
    onNewer() {
      stateOf(this)
        .room?.loadNewer()
        .catch(() => this.selectComponent('#list')?.newerFailed())
    },
    onNewest() {
      stateOf(this).room?.toNewest()
    },
    onLooked({ detail }: EventOf<{ look: Look }>) {
      const state = stateOf(this)
      state.look = detail.look
      // What came while nobody looked is read when they look again.
      if (!state.isHidden) state.room?.looked(detail.look)
    },
  },
})

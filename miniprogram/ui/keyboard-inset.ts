import { own } from '../lib/own'

type Listener = (event: { height: number }) => void

const listening = own<{ listener?: Listener; isShown: boolean }>(() => ({ isShown: true }))

/**
 * Gives a component `keyboard`, the height in px that the phone's keyboard takes from the page. Fields inside need `adjust-position="{{false}}"`: the page makes room itself, for WeChat would
 * push the whole page up, its top out of sight.
 */
export const keyboardInset = Behavior({
  data: { keyboard: 0 },
  lifetimes: {
    attached() {
      const state = listening(this)
      state.listener = ({ height }) => {
        // Pages below this one are told of the keyboard as well.
        if (!state.isShown) return
        this.setData({ keyboard: Math.max(0, height) })
      }
      wx.onKeyboardHeightChange(state.listener)
    },
    detached() {
      const { listener } = listening(this)
      if (listener) wx.offKeyboardHeightChange(listener)
    },
  },
  pageLifetimes: {
    show() {
      listening(this).isShown = true
    },
    hide() {
      listening(this).isShown = false
      if (this.data.keyboard !== 0) this.setData({ keyboard: 0 })
    },
  },
})

import { own } from '../lib/own'

type Heard = (event: { height: number }) => void

const listening = own<{ heard?: Heard; isShown: boolean }>(() => ({ isShown: true }))

/**
 * Gives a component `keyboard`, the height in px that the phone's keyboard takes from the page, and tells `resized`
 * when it changes. Fields inside need `adjust-position="{{false}}"`: the page makes room itself, for WeChat would
 * push the whole page up, its top out of sight.
 */
export const keyboardInset = Behavior({
  data: { keyboard: 0 },
  lifetimes: {
    attached() {
      const state = listening(this)
      state.heard = ({ height }) => {
        // Pages below this one hear of the keyboard as well.
        if (!state.isShown) return
        this.setData({ keyboard: Math.max(0, height) }, () => this.triggerEvent('resized'))
      }
      wx.onKeyboardHeightChange(state.heard)
    },
    detached() {
      const { heard } = listening(this)
      if (heard) wx.offKeyboardHeightChange(heard)
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

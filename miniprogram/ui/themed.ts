import { app } from '../app/index'
import { follow, unfollow } from '../lib/subscriptions'
import type { Settings } from '../stores/settings-store'

/** The bar above a page, in the colours of `styles/tokens.wxss` (surface and ink). */
const bars = {
  light: { frontColor: '#000000', backgroundColor: '#ffffff' },
  dark: { frontColor: '#ffffff', backgroundColor: '#1a2320' },
}

function colourBar(chosen: Settings['theme']): void {
  const theme = chosen === 'auto' ? (wx.getAppBaseInfo().theme ?? 'light') : chosen
  // Fails when the page is gone already; then there is no bar to colour.
  wx.setNavigationBarColor({ ...bars[theme], fail: () => {} })
}

/**
 * Gives a page `theme`, the class of its root view: empty while the phone decides, else what was chosen in the
 * settings. Colours the navigation bar to match.
 */
export const themed = Behavior({
  data: { theme: '' },
  lifetimes: {
    attached() {
      const subscription = app.settings.subscribe(({ theme }) => {
        this.setData({ theme: theme === 'auto' ? '' : `theme-${theme}` })
        colourBar(theme)
      })
      follow(this, subscription)
    },
    detached() {
      unfollow(this)
    },
  },
  pageLifetimes: {
    show() {
      colourBar(app.settings.get().theme)
    },
  },
})

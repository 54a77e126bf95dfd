import { frame } from '../../browser/frame'
import { topPage } from '../../pages/router'
import { asyncApi } from '../api'

interface Colours {
  frontColor: string
  backgroundColor: string
}

export const navigationBar = {
  setNavigationBarTitle: asyncApi('setNavigationBarTitle', ({ title }: { title: string }) =>
    topPage()?.title(title),
  ),
  setNavigationBarColor: asyncApi('setNavigationBarColor', ({ frontColor, backgroundColor }: Colours) => {
    topPage()?.bar.colour(frontColor, backgroundColor)
    // Of the two colours that WeChat takes, white is for a dark bar.
    frame.dataset.look = frontColor === '#ffffff' ? 'dark' : 'light'
  }),
  showNavigationBarLoading: asyncApi('showNavigationBarLoading', () => topPage()?.bar.loading(true)),
  hideNavigationBarLoading: asyncApi('hideNavigationBarLoading', () => topPage()?.bar.loading(false)),
  hideHomeButton: asyncApi('hideHomeButton', () => topPage()?.bar.hideHome()),
  setBackgroundColor: asyncApi('setBackgroundColor', ({ backgroundColor }: { backgroundColor?: string }) => {
    const scroller = topPage()?.scroller
    if (scroller !== undefined) scroller.style.backgroundColor = backgroundColor ?? ''
  }),
  setBackgroundTextStyle: asyncApi('setBackgroundTextStyle', () => undefined),
}

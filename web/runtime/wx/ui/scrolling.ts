import { topPage } from '../../pages/router'
import { asyncApi } from '../api'

interface Scroll {
  scrollTop?: number
  selector?: string
  duration?: number
  offsetTop?: number
}

export const scrolling = {
  pageScrollTo: asyncApi('pageScrollTo', ({ scrollTop, selector, duration = 300, offsetTop = 0 }: Scroll) => {
    const page = topPage()
    if (page === undefined) return
    const css = selector?.replace(/#([\w-]+)/g, (_, id: string) => `[id$="--${id}"]`)
    const target = css === undefined ? null : page.scroller.querySelector(css)
    const down = (target?.getBoundingClientRect().top ?? 0) - page.scroller.getBoundingClientRect().top
    page.scrollTo(target === null ? (scrollTop ?? 0) : page.scroller.scrollTop + down + offsetTop, duration)
  }),
  startPullDownRefresh: asyncApi('startPullDownRefresh', () => topPage()?.call('onPullDownRefresh')),
  stopPullDownRefresh: asyncApi('stopPullDownRefresh', () => undefined),
}

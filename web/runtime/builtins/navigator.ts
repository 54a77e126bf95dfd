import { warnOnce } from '../browser/report'
import { goBack, navigateTo, redirectTo, reLaunch } from '../pages/router'
import { type Builtin, hover } from './define'

const isOutside = (url: string): boolean => /^https?:/i.test(url)

export const navigator: Builtin = {
  properties: {
    ...hover,
    url: String,
    openType: { type: String, value: 'navigate' },
    delta: { type: Number, value: 1 },
    hoverClass: { type: String, value: 'navigator-hover' },
    target: String,
  },
  setup({ node, element, get, watch }) {
    element.setAttribute('role', 'link')
    const url = () => get<string>('url')
    const actions: Record<string, () => unknown> = {
      navigate: () => navigateTo(url()),
      redirect: () => redirectTo(url()),
      switchTab: () => reLaunch(url()),
      reLaunch: () => reLaunch(url()),
      navigateBack: () => goBack(get<number>('delta')),
    }
    watch(['url'], () => outside(element, url()))
    node.addListener('tap', () => {
      if (isOutside(url())) return
      const go = actions[get<string>('openType')]
      if (go === undefined)
        warnOnce(`<navigator open-type="${get<string>('openType')}"> does nothing on the web`)
      else go()
    })
  },
}

/** An address outside, where WeChat leads nowhere, is a link of the browser's own around what is in the tag. */
function outside(element: HTMLElement, url: string): void {
  if (!isOutside(url)) return
  element.removeAttribute('role')
  element.removeAttribute('tabindex')
  // Later, for the tag gets its properties before what is in it.
  queueMicrotask(() => {
    const link = element.querySelector('a') ?? document.createElement('a')
    link.href = url
    link.target = '_blank'
    link.rel = 'noopener nofollow'
    if (link.isConnected) return
    link.append(...element.childNodes)
    element.append(link)
  })
}

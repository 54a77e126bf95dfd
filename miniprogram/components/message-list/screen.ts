import { own } from '../../lib/own'
import type { ListView, Measure } from './list-view'

interface Component {
  setData(change: object, drawn?: () => void): void
  createSelectorQuery(): WechatMiniprogram.SelectorQuery
  triggerEvent(name: string, detail?: object): void
}

interface Drawn {
  top: number
  height: number
  scrollTop: number
  scrollHeight: number
}

type Context = Pick<WechatMiniprogram.ScrollViewContext, 'scrollTo'>

const contexts = own<{ list?: Context }>(() => ({}))

/** The list's own screen: data, measures and the scroll-view `#scroll` of a component. */
export function listViewOf(component: Component): ListView {
  return {
    set: (change) => new Promise((resolve) => component.setData(change, resolve)),
    measure: (place) => measure(component, place),
    scrollTo(top) {
      contexts(component).list?.scrollTo({ top, animated: false })
    },
    askOlder: () => component.triggerEvent('older'),
    seen: (seq) => component.triggerEvent('seen', { seq }),
  }
}

function measure(component: Component, place = -1): Promise<Measure | undefined> {
  const kept = contexts(component)
  return new Promise((resolve) => {
    const query = component.createSelectorQuery()
    query.select('#scroll').fields({ rect: true, size: true, scrollOffset: true })
    query.select(`#row-${place}`).boundingClientRect()
    // Asked for once: what scrolls the list for us.
    if (kept.list === undefined) query.select('#scroll').node()
    query.exec(([list, row, handle]: [Drawn?, { top: number }?, { node?: Context }?]) => {
      if (handle?.node) kept.list = handle.node
      if (!list) {
        resolve(undefined)
        return
      }
      const found = { scrollTop: list.scrollTop, content: list.scrollHeight, view: list.height }
      resolve(row ? { ...found, row: row.top - list.top } : found)
    })
  })
}

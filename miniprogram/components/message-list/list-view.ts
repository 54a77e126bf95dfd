import { own } from '../../lib/own'
import { lobby } from '../../protocol/index'
import type { Look } from '../../rooms/room'

/** Where things are drawn, px. */
export interface Measure {
  /** The top of the list, below the top of the page. */
  top: number
  /** How far the list is scrolled down. */
  scrollTop: number
  /** Height of everything in the list. */
  content: number
  /** Height of the part that is seen. */
  view: number
  /** The top of the row asked for, below the top of the part that is seen. */
  row?: number
}

/** Where a row is drawn, px below the top of the part that is seen. */
export interface DrawnRow {
  /** Its place, as its id in the view has it. */
  place: number
  top: number
  bottom: number
}

/** What the list's logic needs of the screen. */
export interface ListView {
  /** Changes data by path; resolves when it is drawn. */
  set(change: Record<string, unknown>): Promise<void>
  /** Asks where the list is scrolled to, and where the row at a place is. Nothing: the list is not on the screen. */
  measure(place?: number): Promise<Measure | undefined>
  /** Further than there is means: to the end. */
  scrollTo(top: number): void
  /** Asks where all rows are, from the top down. None: the list is not on the screen. */
  rows(): Promise<{ rows: DrawnRow[]; height: number }>
  /** Asks the page for older or newer lines, or for the newest of all. */
  ask(what: 'older' | 'newer' | 'newest'): void
  /** This is in the view. */
  looked(look: Look): void
  /** Whether it is shown here how many have read an own message. */
  countsReaders(): boolean
}

interface Component {
  data: { direct: boolean; room: string }
  setData(change: object, drawn?: () => void): void
  createSelectorQuery(): Query
  triggerEvent(name: string, detail?: object): void
}

interface Drawn {
  top: number
  height: number
  scrollTop: number
  scrollHeight: number
}

interface Query {
  select(selector: string): { fields(wanted: object): Query; boundingClientRect(): Query; node(): Query }
  selectAll(selector: string): { boundingClientRect(): Query }
  exec(done: (found: [Drawn?, { top: number }?, { node?: Context }?]) => void): unknown
  exec(done: (found: [Drawn?, { id: string; top: number; bottom: number }[]?]) => void): unknown
}

/** Scrolls the list. */
interface Context {
  scrollTo(to: { top: number; animated: boolean }): void
}

const contexts = own<{ list?: Context }>(() => ({}))

/** The list's own screen: data, measures and the scroll-view `#scroll` of a component. */
export function listViewOf(component: Component): ListView {
  return {
    set: (change) => new Promise((resolve) => component.setData(change, resolve)),
    measure: (place) => measure(component, place),
    scrollTo(top) {
      contexts(component).list?.scrollTo({ top, animated: false })
    },
    rows: () => rowsOf(component),
    ask: (what) => component.triggerEvent(what),
    looked: (look) => component.triggerEvent('looked', { look }),
    countsReaders: () => !component.data.direct && component.data.room !== lobby,
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
    query.exec(([list, row, handle]) => {
      if (handle?.node) kept.list = handle.node
      if (!list) {
        resolve(undefined)
        return
      }
      const found = {
        top: list.top,
        scrollTop: list.scrollTop,
        content: list.scrollHeight,
        view: list.height,
      }
      resolve(row ? { ...found, row: row.top - list.top } : found)
    })
  })
}

function rowsOf(component: Component): Promise<{ rows: DrawnRow[]; height: number }> {
  return new Promise((resolve) => {
    const query = component.createSelectorQuery()
    query.select('#scroll').boundingClientRect()
    query.selectAll('.row').boundingClientRect()
    query.exec(([list, found]: [Drawn?, { id: string; top: number; bottom: number }[]?]) => {
      const { top: start = 0, height = 0 } = list ?? {}
      const rows = (found ?? []).map(({ id, top, bottom }) => ({
        place: Number(id.slice(id.lastIndexOf('-') + 1)),
        top: top - start,
        bottom: bottom - start,
      }))
      resolve({ rows: list ? rows : [], height })
    })
  })
}

import type { Arrival } from '../joining/destination'
import type { RoomRow } from '../stores/room-row'

/** WeChat keeps ten pages at most, and refuses to open an eleventh. */
const stackLimit = 10

/** Opens a page on top of this one. Of a full stack the top page makes room, so that a tap always leads on. */
export function go(url: string): void {
  if (getCurrentPages().length >= stackLimit) wx.redirectTo({ url })
  else wx.navigateTo({ url })
}

/** To the page before; home, where this one was opened by its address. */
export function goBack(): void {
  if (getCurrentPages().length > 1) wx.navigateBack()
  else wx.reLaunch({ url: '/pages/home/home' })
}

export function openRoom({ id, kind }: Pick<RoomRow, 'id' | 'kind'>): void {
  const page = kind === 'direct' ? 'direct-room' : 'group-room'
  go(`/pages/${page}/${page}?room=${id}`)
}

/** Back to the list of rooms: to the home page below this one, or to a new one. */
export function toRooms(): void {
  const pages = getCurrentPages()
  const home = pages.findIndex(({ route }) => route === 'pages/home/home')
  if (home >= 0) wx.navigateBack({ delta: pages.length - 1 - home })
  else wx.reLaunch({ url: '/pages/home/home' })
}

export function openPerson(id: string): void {
  go(`/pages/person/person?person=${id}`)
}

/** Opens what following a code led to. Home is where this is called: there is nothing to do for it. */
export function openArrival(arrival: Exclude<Arrival, { open: 'nowhere' }>): void {
  if (arrival.open === 'room') openRoom({ id: arrival.room, kind: arrival.kind })
  if (arrival.open === 'person') openPerson(arrival.person)
}

/** Asks where messages of a room are forwarded to. */
export function openForward(room: string, seqs: readonly number[]): void {
  go(`/pages/forward/forward?room=${room}&seqs=${seqs.join('.')}`)
}

/** Opens a message that is a bundle; `path`: the places of the bundles in one another, from that one on. */
export function openBundle(room: string, seq: number, path: readonly number[] = []): void {
  go(`/pages/bundle/bundle?room=${room}&seq=${seq}&path=${path.join('.')}`)
}

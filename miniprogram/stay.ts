import type { Http } from './api/http'
import { roomsApi } from './api/rooms'
import type { Person, ServerFrame } from './protocol/index'
import { Feeds } from './rooms/feeds'
import type { Credentials } from './session/credentials'
import type { Phone, Storage } from './session/ports'
import { Session } from './session/session'
import type { ConnectionWatch } from './stores/connection-store'
import type { ContactBook } from './stores/contact-book'
import type { HistoryCache } from './stores/history-cache'
import type { RoomListStore } from './stores/room-list-store'

/** What outlives a person's stay. */
export interface Household {
  phone: Phone
  /** The phone's storage, which gives up nothing by itself. */
  disk: Storage
  addresses: { group: string; direct: string }
  credentials: Credentials
  http: Http
  roomList: RoomListStore
  book: ContactBook
  connection: ConnectionWatch
}

/** From signing in to signing out: one person's session, and what it tells the stores. */
export class Stay {
  readonly session: Session
  readonly feeds: Feeds
  private readonly house: Household
  private readonly cache: HistoryCache

  constructor(person: Person, cache: HistoryCache, house: Household) {
    const { phone, addresses, credentials, roomList, book, connection, http } = house
    this.house = house
    this.cache = cache
    roomList.open(person.id)
    book.open(person.id)
    this.session = new Session(person, addresses, phone, credentials, {
      frame: (frame) => this.heard(frame),
      opened: () => this.refresh(),
      status: (port, status) => connection.saw(port, status),
      delivered: (room, messages) => roomList.hearMessages(room, messages),
    })
    const { outbox } = this.session
    outbox.listen(() => connection.sawStorage(outbox.isStorageFull))
    const fetchCard = (room: string) => roomsApi(http).get(room)
    const { session } = this
    this.feeds = new Feeds({ session, phone, roomList, contacts: book.contacts, cache, fetchCard })
  }

  /** Writes to disk what waits for it: the program may be ended at any moment now. */
  save(): void {
    this.feeds.save()
    this.house.roomList.save()
  }

  end(): void {
    this.save()
    this.feeds.close()
    this.session.stop()
    this.house.roomList.open(undefined)
    this.house.book.open(undefined)
  }

  /** Takes away what this phone keeps of the person. */
  forget(): void {
    this.feeds.close()
    this.session.outbox.clear()
    this.cache.clear()
    this.house.roomList.clear()
    this.house.book.clear()
  }

  private heard(frame: ServerFrame): void {
    const { roomList, book } = this.house
    // Of a room that came to be on another device nothing is known yet.
    const isNews = frame.type === 'connected' || (frame.type === 'news' && !roomList.card(frame.room))
    roomList.hear(frame)
    book.hear(frame)
    this.feeds.hear(frame)
    if (frame.type === 'gone') this.cache.forget(frame.room)
    if (isNews) this.refresh()
  }

  /** Without a network it is done again with the next connection. */
  private refresh(): void {
    this.house.roomList.refresh().catch(() => {})
    this.house.book.contacts.refresh().catch(() => {})
  }
}

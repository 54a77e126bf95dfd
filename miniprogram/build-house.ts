import { contactsApi } from './api/contacts'
import { Http, type SendRequest } from './api/http'
import { askRenewal } from './api/login'
import { type Files, type MediaApi, mediaApi } from './api/media'
import { peopleApi } from './api/people'
import { roomsApi } from './api/rooms'
import type { Joining } from './joining/joining'
import { openJoining } from './joining/open-joining'
import type { Person } from './protocol/index'
import { openLinkVerbs } from './rooms/ask-links'
import { openRoomVerbs } from './rooms/ask-rooms'
import type { LinkVerbs } from './rooms/link-verbs'
import type { EnterRoom } from './rooms/room'
import type { RoomVerbs } from './rooms/room-verbs'
import { type Account, Credentials } from './session/credentials'
import type { Phone } from './session/ports'
import { Refused } from './session/refused'
import { Stay } from './stay'
import type { ConnectionStore } from './stores/connection-status'
import { ConnectionWatch } from './stores/connection-store'
import { ContactBook } from './stores/contact-book'
import type { ContactStore } from './stores/contacts'
import { HistoryCache } from './stores/history-cache'
import type { InvitationStore } from './stores/invitations'
import type { MeStore } from './stores/me'
import { openMe } from './stores/me-store'
import type { RoomList } from './stores/room-list'
import { RoomListStore } from './stores/room-list-store'
import { roomyStorage } from './stores/roomy-storage'
import type { SettingsStore } from './stores/settings'
import { openSettings } from './stores/settings-store'
import { setLanguage } from './words/index'
import type { Language } from './words/language'

/** Everything a page may talk to. */
export interface House {
  /** Starts the session; called once by `app.ts`. */
  open(): void
  me: MeStore
  connection: ConnectionStore
  roomList: RoomList
  invitations: InvitationStore
  contacts: ContactStore
  settings: SettingsStore
  /** Throws `Refused('signed-out')` when nobody is signed in. */
  enterRoom: EnterRoom
  rooms: RoomVerbs
  links: LinkVerbs
  people: {
    /** A person by id. Rejects with `Refused('unknown-person')`. */
    find(id: string): Promise<Person>
  }
  codes: {
    /** The QR code that opens a room, as a `data:` address for `<image>`. */
    ofRoom(room: string): Promise<string>
    /** The QR code that leads to a person. */
    ofPerson(person: string): Promise<string>
  }
  media: MediaApi
  joining: Joining
}

/** What the house stands on. */
export interface Host {
  phone: Phone
  addresses: { group: string; direct: string; home: string; http: string }
  sendRequest: SendRequest
  files: Files
  /** A login code of WeChat. */
  wechatCode(): Promise<string>
  /** The phone's language. */
  language: Language
}

/** The one place that puts the parts together. */
export function buildHouse(host: Host): House {
  let stay: Stay | undefined
  let cache: HistoryCache | undefined
  let isOpen = false

  // What can be read from the server again makes way for what cannot.
  const storage = roomyStorage(host.phone.storage, () => cache?.makeRoom() ?? false)
  const phone = { ...host.phone, storage }
  const credentials = new Credentials(phone.clock, storage, askRenewal(host.sendRequest))
  const http = new Http(host.sendRequest, credentials)
  const book = new ContactBook(contactsApi(http), storage)
  const { contacts, invitations } = book
  const isOnline = (person: string) => contacts.of(person)?.online === true
  const roomList = new RoomListStore(roomsApi(http), storage, phone.clock, isOnline)
  const connection = new ConnectionWatch()
  const settings = openSettings(storage)
  const me = openMe(http, host, credentials, () => stay?.forget())
  const household = { phone, addresses: host.addresses, credentials, http, roomList, book, connection }

  function resident(): Stay {
    if (!stay) throw new Refused('signed-out')
    return stay
  }

  function settle(account: Account | undefined): void {
    if (isOpen && stay?.session.person.id !== account?.user.id) move(account?.user)
    if (stay && account) stay.session.person = account.user
    me.show(account?.user)
  }

  function move(person: Person | undefined): void {
    stay?.end()
    cache = person && new HistoryCache(host.phone.storage, person.id)
    stay = person && cache && new Stay(person, cache, household)
    stay?.session.start()
  }

  credentials.onChange = settle
  connection.reconnect = () => stay?.session.check(true)
  contacts.subscribe(() => roomList.show())
  phone.visibility.onHide(() => stay?.save())
  settings.subscribe(({ language }) => setLanguage(language === 'auto' ? host.language : language))
  const rooms = openRoomVerbs(() => resident().session)

  return {
    open() {
      isOpen = true
      settle(credentials.account)
    },
    me,
    connection,
    roomList,
    invitations,
    contacts,
    settings,
    rooms,
    links: openLinkVerbs(() => resident().session, contacts, invitations),
    enterRoom: (id, hooks) => resident().feeds.enter(id, hooks),
    people: { find: peopleApi(http).get },
    codes: { ofRoom: roomsApi(http).qr, ofPerson: peopleApi(http).qr },
    media: mediaApi(http, host.files, host.addresses.http, () => phone.clock.now()),
    joining: openJoining(rooms, roomList, me, storage, host.addresses.home),
  }
}

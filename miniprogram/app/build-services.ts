import { contactsApi } from '../api/contacts'
import { Http, type SendRequest } from '../api/http'
import { askRenewal } from '../api/login'
import { type Files, type MediaApi, mediaApi } from '../api/media'
import { peopleApi } from '../api/people'
import { roomsApi } from '../api/rooms'
import { setLanguage } from '../i18n/index'
import type { Language } from '../i18n/language'
import type { Joining } from '../navigation/joining'
import { openJoining } from '../navigation/open-joining'
import type { Person } from '../protocol/index'
import { type LinkCommands, openLinkCommands, openRoomCommands, type RoomCommands } from '../rooms/commands'
import type { EnterRoom } from '../rooms/room-handle'
import { type Account, Credentials } from '../session/credentials'
import type { Phone } from '../session/ports'
import type { ConnectionStore } from '../stores/connection-status'
import { ConnectionWatch } from '../stores/connection-store'
import { ContactBook } from '../stores/contact-book'
import type { ContactStore } from '../stores/contacts'
import { type Drafts, openDrafts } from '../stores/drafts'
import type { InvitationStore } from '../stores/invitations'
import type { MeStore } from '../stores/me'
import { openMe } from '../stores/me-store'
import { type Unsubscribe, whenTrue } from '../stores/observable'
import type { RoomList } from '../stores/room-list'
import { RoomListStore } from '../stores/room-list-store'
import { roomyStorage } from '../stores/roomy-storage'
import type { SettingsStore } from '../stores/settings'
import { openSettings } from '../stores/settings-store'
import { CurrentAccount } from './current-account'

/** Everything a page may talk to. */
export interface AppServices {
  /**
   * Makes what this phone keeps readable, and starts the session; called once by `app.ts`. Resolves to the number of unsent
   * messages that could not be read any more.
   */
  open(): Promise<number>
  /**
   * Calls back once whoever is signed in is in and may enter rooms: at once, but for the first moments of the program, in
   * which it is only known who that is.
   */
  whenIn(run: () => void): Unsubscribe
  me: MeStore
  connection: ConnectionStore
  roomList: RoomList
  invitations: InvitationStore
  contacts: ContactStore
  settings: SettingsStore
  drafts: Drafts
  /** Throws `Refused('signed-out')` when nobody is signed in. */
  enterRoom: EnterRoom
  rooms: RoomCommands
  links: LinkCommands
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

/** What the services stand on. */
export interface Host {
  phone: Phone
  /** Makes the phone's storage readable; the number of unsent messages that are lost. Never rejects. */
  unlock(): Promise<number>
  addresses: { group: string; direct: string; home: string; http: string }
  sendRequest: SendRequest
  files: Files
  /** A login code of WeChat. */
  wechatCode(): Promise<string>
  /** The phone's language. */
  language: Language
}

/** The one place that puts the parts together. */
export function buildServices(host: Host): AppServices {
  const currentAccount = new CurrentAccount()
  // What can be read from the server again makes way for what cannot.
  const storage = roomyStorage(host.phone.storage, () => currentAccount.makeRoom())
  const phone = { ...host.phone, storage }
  const credentials = new Credentials(phone.clock, storage, askRenewal(host.sendRequest))
  const http = new Http(host.sendRequest, credentials)
  const book = new ContactBook(contactsApi(http), storage)
  const { contacts, invitations } = book
  const isOnline = (person: string) => contacts.of(person)?.online === true
  const roomList = new RoomListStore(roomsApi(http), storage, phone.clock, isOnline)
  const connection = new ConnectionWatch()
  const settings = openSettings(storage)
  const me = openMe(http, host, credentials, () => currentAccount.forget())
  const { addresses } = host
  const disk = host.phone.storage
  const accountDeps = { phone, disk, addresses, credentials, http, roomList, book, connection }

  function settle(account: Account | undefined): void {
    currentAccount.settle(account, accountDeps)
    me.show(account?.user)
  }

  credentials.onChange = settle
  connection.reconnect = () => currentAccount.reconnect()
  contacts.subscribe(() => roomList.show())
  phone.visibility.onHide(() => currentAccount.save())
  settings.subscribe(({ language }) => setLanguage(language === 'auto' ? host.language : language))
  const session = () => credentials.opened.then(() => currentAccount.scope.session)
  const rooms = openRoomCommands(session)

  return {
    async open() {
      const lost = await host.unlock()
      credentials.open()
      settle(credentials.account)
      return lost
    },
    whenIn: (run) => whenTrue(currentAccount.isIn, run),
    me,
    connection,
    roomList,
    invitations,
    contacts,
    settings,
    drafts: openDrafts(storage, me),
    rooms,
    links: openLinkCommands(session, contacts, invitations),
    enterRoom: (id, hooks) => currentAccount.scope.openRooms.enter(id, hooks),
    people: { find: peopleApi(http).get },
    codes: { ofRoom: roomsApi(http).qr, ofPerson: peopleApi(http).qr },
    media: mediaApi(http, host.files, addresses.http, () => phone.clock.now()),
    joining: openJoining(rooms, roomList, me, storage, addresses.home, credentials.opened),
  }
}

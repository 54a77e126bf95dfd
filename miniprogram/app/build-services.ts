import { contactsApi } from '../api/contacts'
import { Http } from '../api/http'
import { askRenewal } from '../api/login'
import { mediaApi } from '../api/media'
import { peopleApi } from '../api/people'
import { roomsApi } from '../api/rooms'
import { setLanguage } from '../i18n/index'
import { Joining } from '../joining/joining'
import type { Host } from '../platform/host'
import { openLinkCommands, openRoomCommands } from '../rooms/commands'
import type { EnterRoom } from '../rooms/room-handle'
import { Credentials } from '../session/credentials'
import { ConnectionStore } from '../stores/connection-store'
import { ContactBook } from '../stores/contact-book'
import { DraftStore } from '../stores/draft-store'
import { evictingStorage } from '../stores/evicting-storage'
import { MeStore } from '../stores/me-store'
import { whenTrue } from '../stores/observable'
import { RoomListStore } from '../stores/room-list-store'
import { SettingsStore } from '../stores/settings-store'
import { UploadStore } from '../uploads/upload-store'
import { PlayedStore } from '../voices/played-store'
import { CurrentAccount } from './account-scope'
import type { AppServices } from './services'

/** The one place where the parts are put together. */
export function buildServices(host: Host): AppServices {
  const { account, credentials, http, storage, stores } = openAccounts(host)
  const { me, contacts, invitations, roomList } = stores
  const { addresses, phone } = host
  const session = () => credentials.opened.then(() => account.scope.session)
  const enterRoom: EnterRoom = (id, hooks) => account.scope.openRooms.enter(id, hooks)
  const rooms = openRoomCommands(session)
  const media = mediaApi(http, host.files, addresses.http, () => phone.clock.now())
  const drafts = new DraftStore(storage)
  const uploads = new UploadStore(media, enterRoom)
  const played = new PlayedStore(storage)
  me.subscribe((person) => {
    if (person) return
    for (const store of [drafts, uploads, played]) store.clear()
    host.removeOpenedFiles()
  })

  return {
    async open() {
      const lost = await host.unlock()
      credentials.open()
      credentials.onChange(credentials.account)
      return lost
    },
    whenIn: (run) => whenTrue(account.isIn, run),
    ...stores,
    drafts,
    rooms,
    links: openLinkCommands(session, contacts, invitations),
    enterRoom,
    people: { find: peopleApi(http).get },
    codes: { ofRoom: roomsApi(http).qr, ofPerson: peopleApi(http).qr },
    media,
    uploads,
    played,
    joining: new Joining({ rooms, roomList, me, storage, home: addresses.home, opened: credentials.opened }),
  }
}

/** The account that is signed in, and the stores that its session keeps fresh. */
function openAccounts(host: Host) {
  const account = new CurrentAccount()
  // A full phone evicts what can be read from the server again.
  const storage = evictingStorage(host.phone.storage, () => account.makeRoom())
  const phone = { ...host.phone, storage }
  const credentials = new Credentials(phone.clock, storage, askRenewal(host.sendRequest))
  const http = new Http(host.sendRequest, credentials)
  const book = new ContactBook(contactsApi(http), storage)
  const { contacts, invitations } = book
  const isOnline = (person: string) => contacts.of(person)?.online === true
  const roomList = new RoomListStore(roomsApi(http), storage, phone.clock, isOnline)
  const connection = new ConnectionStore()
  const settings = new SettingsStore(storage)
  const me = new MeStore(http, host, credentials, () => account.forget())
  const { addresses } = host
  const disk = host.phone.storage
  const deps = { phone, disk, addresses, credentials, http, roomList, book, connection }

  credentials.onChange = (signedIn) => {
    account.settle(signedIn, deps)
    me.show(signedIn?.user)
  }
  connection.reconnect = () => account.reconnect()
  contacts.subscribe(() => roomList.show())
  phone.visibility.onHide(() => account.save())
  settings.subscribe(({ language }) => setLanguage(language === 'auto' ? host.language : language))
  const stores = { me, contacts, invitations, roomList, connection, settings }
  return { account, credentials, http, storage, stores }
}

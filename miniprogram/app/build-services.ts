import { callsApi } from '../api/calls'
import { contactsApi } from '../api/contacts'
import { Http } from '../api/http'
import { askRenewal, askSignOut } from '../api/login'
import { meApi } from '../api/me'
import { mediaApi } from '../api/media'
import { peopleApi } from '../api/people'
import { roomsApi } from '../api/rooms'
import { CallStore } from '../calls/call-store'
import { setLanguage } from '../i18n/index'
import { Joining } from '../joining/joining'
import type { Host } from '../platform/host'
import { openLinkCommands, openRoomCommands } from '../rooms/commands'
import type { EnterRoom } from '../rooms/room-handle'
import { Credentials } from '../session/credentials'
import { accountKey, tokenKey } from '../session/kept-account'
import { ServerClock } from '../session/server-clock'
import { SignOutQueue } from '../session/sign-out-queue'
import { AccountStore } from '../stores/account-store'
import { BatchStore } from '../stores/batch-store'
import { ConnectionStore } from '../stores/connection-store'
import { ContactBook } from '../stores/contact-book'
import { DraftStore } from '../stores/draft-store'
import { evictingStorage } from '../stores/evicting-storage'
import { MeStore } from '../stores/me-store'
import { whenTrue } from '../stores/observable'
import { RoomListStore } from '../stores/room-list-store'
import { SettingsStore, settingsKey } from '../stores/settings-store'
import { UploadStore } from '../uploads/upload-store'
import { PlayedStore, playedKey } from '../voices/played-store'
import { VoicePlayer } from '../voices/voice-player'
import { CurrentAccount } from './account-scope'
import type { AppServices } from './services'
import { unsavedOf } from './unsaved'

/** The one place where the parts are put together. */
export function buildServices(host: Host): AppServices {
  const { account, credentials, http, signOuts, storage, serverClock, stores, perPerson } = openAccounts(host)
  const { me, contacts, invitations, roomList, settings } = stores
  const { drafts, played } = perPerson
  const { addresses } = host
  const session = () => credentials.opened.then(() => account.scope.session)
  const enterRoom: EnterRoom = (id, hooks) => {
    const handle = account.scope.openRooms.enter(id, hooks)
    // Who is in the talk need not be told that there is one.
    invitations.dismiss([id])
    return handle
  }
  const rooms = openRoomCommands(session)
  const media = mediaApi(http, host.files, addresses.http, serverClock)
  const uploads = new UploadStore(media, enterRoom, storage)
  const voices = new VoicePlayer({ sounds: host.sounds, media, played, settings })
  roomList.onLost(({ rooms }) => uploads.loseRooms(rooms.map(({ id }) => id)))
  whenPersonChanges(me, (person) => {
    drafts.open(person)
    uploads.clear()
    voices.stop()
    if (person === undefined) host.removeOpenedFiles()
  })
  const reload: Record<string, () => void> = {
    [accountKey]: () => credentials.look(),
    [tokenKey]: () => credentials.look(),
    [settingsKey]: () => settings.reload(),
    [playedKey]: () => played.reload(),
  }

  return {
    async open() {
      const lost = await host.unlock()
      credentials.open()
      credentials.onChange(credentials.account, false)
      signOuts.open()
      return lost
    },
    changedElsewhere(key) {
      for (const [known, run] of Object.entries(reload)) if (key === undefined || key === known) run()
    },
    whenIn: (run) => whenTrue(account.isIn, run),
    ...stores,
    clock: serverClock,
    ...perPerson,
    rooms,
    links: openLinkCommands(session, contacts, invitations),
    enterRoom,
    favourites: () => openFavourites(http, roomList),
    people: { find: peopleApi(http).get },
    codes: { ofRoom: roomsApi(http).qr, ofPerson: peopleApi(http).qr },
    callWays: callsApi(http),
    media,
    uploads,
    voices,
    unsaved: unsavedOf(uploads, stores.connection, stores.calls),
    joining: new Joining({ rooms, roomList, me, storage, home: addresses.home, opened: credentials.opened }),
  }
}

/** With its card in the list, so that it is entered as what it is. */
async function openFavourites(http: Http, roomList: RoomListStore): Promise<string> {
  const rooms = roomsApi(http)
  const room = await rooms.favourites()
  if (!roomList.card(room)) roomList.put(await rooms.get(room))
  return room
}

/** The account that is signed in, and the stores that its session keeps fresh. */
function openAccounts(host: Host) {
  const account = new CurrentAccount()
  // A full phone evicts what can be read from the server again.
  const storage = evictingStorage(host.phone.storage, () => account.makeRoom())
  const phone = { ...host.phone, storage }
  const serverClock = new ServerClock(phone.clock, storage)
  const credentials = new Credentials(serverClock, storage, askRenewal(host.sendRequest))
  const http = new Http(host.sendRequest, credentials)
  const book = new ContactBook(contactsApi(http), storage)
  const { contacts, invitations } = book
  const isOnline = (person: string) => contacts.of(person)?.online === true
  const roomList = new RoomListStore(roomsApi(http), storage, phone.clock, isOnline)
  const connection = new ConnectionStore()
  const batches = new BatchStore(phone.chance, serverClock)
  const settings = new SettingsStore(storage)
  const perPerson = { drafts: new DraftStore(storage), played: new PlayedStore(storage) }
  const signOuts = new SignOutQueue(phone, askSignOut(host.sendRequest))
  const me = new MeStore(http, host, credentials, signOuts, () => {
    for (const one of [account, perPerson.drafts, perPerson.played]) one.forget()
  })
  const now = () => serverClock.now()
  const calls = new CallStore({ engine: host.calls, clock: phone.clock, storage, now })
  const ownAccount = new AccountStore(meApi(http, host.files), credentials)
  const { addresses } = host
  const disk = host.phone.storage
  const kept = { roomList, book, batches, connection, calls }
  const deps = { phone, disk, addresses, credentials, serverClock, http, ...kept }

  credentials.onChange = (signedIn, elsewhere) => {
    // Another window may have deleted what it kept of this person.
    if (!elsewhere) perPerson.drafts.save()
    account.settle(signedIn, deps)
    me.show(signedIn?.user)
    ownAccount.show(signedIn?.kind)
  }
  connection.reconnect = () => account.reconnect()
  contacts.subscribe(() => roomList.show())
  phone.visibility.onHide(() => account.save())
  // A window that slept has not heard of what others did.
  phone.visibility.onShow(() => credentials.look())
  settings.subscribe(({ language }) => setLanguage(language === 'auto' ? host.language : language))
  const stores = {
    me,
    account: ownAccount,
    contacts,
    invitations,
    roomList,
    batches,
    connection,
    settings,
    calls,
  }
  return { account, credentials, http, signOuts, storage, serverClock, stores, perPerson }
}

/** Calls at once with the id of who is signed in, and again with each other one. */
function whenPersonChanges(me: MeStore, run: (person: string | undefined) => void): void {
  let known: string | undefined = me.get()?.id
  run(known)
  me.subscribe((person) => {
    if (person?.id !== known) run(person?.id)
    known = person?.id
  })
}

import type { Http } from '../api/http'
import { roomsApi } from '../api/rooms'
import type { CallStore } from '../calls/call-store'
import { CallWire } from '../calls/call-wire'
import type { Person, Port, ServerFrame } from '../protocol/index'
import { OpenRooms } from '../rooms/open-rooms'
import type { Account, Credentials } from '../session/credentials'
import type { Phone, Storage } from '../session/ports'
import { Refused } from '../session/refused'
import type { ServerClock } from '../session/server-clock'
import { Session } from '../session/session'
import type { BatchStore } from '../stores/batch-store'
import type { ConnectionStore } from '../stores/connection-store'
import type { ContactBook } from '../stores/contact-book'
import { HistoryCache } from '../stores/history-cache'
import { observable } from '../stores/observable'
import type { RoomListStore } from '../stores/room-list-store'

/** What is there whichever account is signed in. */
export interface AccountDeps {
  phone: Phone
  /** The phone's storage, which evicts nothing. */
  disk: Storage
  addresses: { group: string; direct: string }
  credentials: Credentials
  serverClock: ServerClock
  http: Http
  roomList: RoomListStore
  book: ContactBook
  batches: BatchStore
  connection: ConnectionStore
  calls: CallStore
}

/** The account that is signed in on this phone: one scope after another. */
export class CurrentAccount {
  /** Whether an account is signed in and its session has begun. */
  readonly isIn = observable(false)
  private active: AccountScope | undefined
  private cache: HistoryCache | undefined

  /** Throws `Refused('signed-out')` when nobody is signed in. */
  get scope(): AccountScope {
    if (!this.active) throw new Refused('signed-out')
    return this.active
  }

  /** Ends the scope of the account before, and begins that of the one signed in now. */
  settle(account: Account | undefined, deps: AccountDeps): void {
    if (this.active?.session.person.id !== account?.user.id) this.move(account?.user, deps)
    if (this.active && account) this.active.session.person = account.user
    this.isIn.set(this.active !== undefined)
  }

  private move(person: Person | undefined, deps: AccountDeps): void {
    this.active?.end()
    this.cache = person && new HistoryCache(deps.disk, person.id)
    this.active = person && this.cache && new AccountScope(person, this.cache, deps)
    this.active?.session.start()
  }

  /** Evicts something that can be read from the server again. False when there is nothing. */
  makeRoom(): boolean {
    return this.cache?.makeRoom() ?? false
  }

  /** Tries at once what would be tried later. */
  reconnect(): void {
    this.active?.session.check(true)
  }

  save(): void {
    this.active?.save()
  }

  forget(): void {
    this.active?.forget()
  }
}

/** One person's session, from signing in to signing out, and what it passes on to the stores. */
class AccountScope {
  readonly session: Session
  readonly openRooms: OpenRooms
  private readonly deps: AccountDeps
  private readonly cache: HistoryCache

  constructor(person: Person, cache: HistoryCache, deps: AccountDeps) {
    const { phone, addresses, credentials, roomList, book, connection, http, serverClock } = deps
    this.deps = deps
    this.cache = cache
    roomList.open(person.id)
    book.open(person.id)
    this.session = new Session(person, addresses, phone, credentials, {
      frame: (frame, port) => this.heard(frame, port),
      opened: (port) => this.opened(port),
      status: (port, status) => connection.saw(port, status),
      delivered: (room, messages) => roomList.hearMessages(room, messages),
    })
    const { outbox, batches } = this.session
    const look = () => connection.sawStorage(outbox.isStorageFull || batches.isStorageFull)
    outbox.listen(look)
    batches.listen(look)
    deps.batches.open(batches)
    deps.calls.open(new CallWire(this.session))
    const fetchCard = (room: string) => roomsApi(http).get(room)
    const { session } = this
    this.openRooms = new OpenRooms({
      session,
      phone,
      serverClock,
      roomList,
      contacts: book.contacts,
      cache,
      fetchCard,
    })
  }

  /** Writes to disk what waits for it: the program may be ended at any moment now. */
  save(): void {
    this.openRooms.save()
    this.deps.roomList.save()
  }

  /** Saves nothing: another window may have deleted it all, and the server has what is not saved yet. */
  end(): void {
    this.cache.close()
    this.openRooms.close()
    this.deps.calls.open(undefined)
    this.session.stop()
    this.deps.batches.open(undefined)
    this.deps.roomList.open(undefined)
    this.deps.book.open(undefined)
  }

  /** Deletes what this phone keeps of the person. */
  forget(): void {
    // The others need not wait for a line that does not come back.
    this.deps.calls.hangUp()
    this.openRooms.close()
    this.session.outbox.clear('discarded')
    this.session.batches.clear('discarded')
    this.cache.clear()
    this.deps.roomList.clear()
    this.deps.book.clear()
  }

  private opened(port: Port): void {
    if (port === 'direct') this.deps.calls.reconnected()
    this.refresh()
  }

  private heard(frame: ServerFrame, port: Port): void {
    const { roomList, book, serverClock, calls } = this.deps
    if (frame.type === 'heartbeat') serverClock.learn(frame.time)
    // A room that was made or joined on another device is not known here yet.
    // What was withheld by a block is in no news, and counts in the list.
    const isOther = frame.type === 'connected' || frame.type === 'blocked'
    const isNews = isOther || (frame.type === 'news' && !roomList.card(frame.room))
    roomList.hear(frame)
    book.hear(frame)
    this.openRooms.hear(frame)
    calls.hear(frame, port)
    if (frame.type === 'gone') this.cache.forget(frame.room)
    if (frame.type === 'hidden') this.cache.hide(frame.room, frame.seqs)
    if (isNews) this.refresh()
  }

  /** Failing for want of a network, it is done again with the next connection. */
  private refresh(): void {
    this.deps.roomList.refresh().catch(() => {})
    this.deps.book.contacts.refresh().catch(() => {})
  }
}

import type { RoomsApi } from '../api/rooms'
import type { Message, Person, RoomCard, ServerFrame, ServerFrameOf } from '../protocol/index'
import { firstRead } from '../protocol/index'
import { Alarm } from '../session/alarm'
import type { Clock, Storage } from '../session/ports'
import { type Observable, observable, Store, type Unsubscribe } from './observable'
import {
  asKept,
  merged,
  withChange,
  withMark,
  withMessage,
  withoutLast,
  withoutMarked,
  withPerson,
  withRead,
} from './room-cards'
import { byNewest, type RoomRow, rowOf } from './room-row'

/** Rooms and talks, the one with the newest message first. Kept on the phone, so that it is there at once. */
export interface RoomList extends Observable<readonly RoomRow[]> {
  /** Sum of all unread, for the tab's badge. */
  readonly unread: Observable<number>
  row(id: string): RoomRow | undefined
  /** Calls when groups of the list are over for this person by what somebody else did. */
  onLost(listener: (lost: LostRooms) => void): Unsubscribe
  /** Fetches the list (pull to refresh). Done after each reconnect without being asked. Rejects with `Refused`. */
  refresh(): Promise<void>
}

/** Groups that one person is in no more. Why is not known of what happened while this phone was not connected. */
export interface LostRooms {
  reason: 'removed' | 'dissolved' | 'unknown'
  rooms: readonly { id: string; name: string }[]
}

/** Milliseconds in which changes of the list gather before it is written to disk. */
const savingMs = 2_000

/** The list of rooms, kept fresh by the frames of both connections. */
export class RoomListStore extends Store<readonly RoomRow[]> implements RoomList {
  readonly unread = observable(0)
  private readonly api: RoomsApi
  private readonly storage: Storage
  private readonly saving: Alarm
  private readonly isOnline: (person: string) => boolean
  private readonly cards = new Map<string, RoomCard>()
  /** Rooms that changed while the list was being fetched. */
  private readonly touched = new Set<string>()
  private readonly listeners = new Set<(lost: LostRooms) => void>()
  private refreshing: Promise<void> | undefined
  private me = ''

  constructor(api: RoomsApi, storage: Storage, clock: Clock, isOnline: (person: string) => boolean) {
    super([])
    this.api = api
    this.storage = storage
    this.saving = new Alarm(clock)
    this.isOnline = isOnline
  }

  row = (id: string) => this.get().find((row) => row.id === id)
  card = (id: string) => this.cards.get(id)

  onLost(listener: (lost: LostRooms) => void): Unsubscribe {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Shows what this phone kept for a person; without one an empty list. */
  open(me: string | undefined): void {
    this.saving.clear()
    this.cards.clear()
    this.refreshing = undefined
    this.me = me ?? ''
    const kept = me === undefined ? undefined : this.storage.read(this.key)
    if (Array.isArray(kept)) for (const card of kept as RoomCard[]) this.cards.set(card.id, card)
    this.show()
  }

  refresh(): Promise<void> {
    this.refreshing ??= this.refreshOnce().finally(() => {
      this.refreshing = undefined
    })
    return this.refreshing
  }

  /** A room that is not in the list yet, or as the server says it is now. */
  put(card: RoomCard): void {
    const known = this.cards.get(card.id)
    this.change(known ? merged(known, card) : card)
  }

  remove(room: string): void {
    if (this.cards.delete(room)) this.changed(room)
  }

  hear(frame: ServerFrame): void {
    if (frame.type === 'news') this.hearNews(frame)
    else if (frame.type === 'room') this.put(frame.room)
    else if (frame.type === 'gone') this.hearGone(frame)
    else if (frame.type === 'read') this.hearRead(frame.room, frame.person, frame.seq)
    else if (frame.type === 'unread') this.hearUnread(frame)
    else if (frame.type === 'hidden') this.hearHidden(frame)
    else if (frame.type === 'profile') this.hearProfile(frame.person)
    else if (frame.type === 'renamed') this.hearRenamed(frame)
    else if (frame.type === 'member') this.hearMember(frame.room, frame.person.id, frame.role)
  }

  hearMessages(room: string, messages: readonly Message[]): void {
    const card = this.cards.get(room)
    if (!card) return
    const take = (before: RoomCard, message: Message) =>
      withChange(withMessage(before, message, this.me), message)
    const now = messages.reduce(take, card)
    this.change(now)
    this.askAgain(card, now)
  }

  /**
   * Read up to here, on this phone or another device: it is marked unread no more. `next`: the next message that mentions the reader,
   * as far as lines are loaded.
   */
  markRead(room: string, seq: number, next?: number): void {
    const card = this.cards.get(room)
    if (card) this.change(withRead(withoutMarked(card), seq, next))
  }

  /** How far it was read, as the server has it. */
  serverHasRead(room: string, seq: number): void {
    const card = this.cards.get(room)
    if (card) this.change(withRead(card, seq))
  }

  /** Builds the rows anew: who is online has changed. */
  show(): void {
    const cards = [...this.cards.values()].sort(byNewest)
    this.set(cards.map((card) => rowOf(card, this.me, this.isOnline(card.peer?.id ?? ''))))
    this.unread.set(cards.reduce((sum, card) => sum + card.unread, 0))
  }

  /** Writes to disk what waits for it. */
  save(): void {
    if (!this.saving.isSet) return
    this.saving.clear()
    this.saveNow()
  }

  clear(): void {
    this.storage.remove(this.key)
    this.open(undefined)
  }

  private get key(): string {
    return `rooms.${this.me}`
  }

  private async refreshOnce(): Promise<void> {
    const me = this.me
    this.touched.clear()
    const told = await this.api.list()
    // Another person signed in meanwhile.
    if (me !== this.me) return
    const known = new Map(this.cards)
    this.cards.clear()
    for (const card of told) this.cards.set(card.id, this.reconciled(known.get(card.id), card))
    this.changed()
    const isLost = ({ id }: RoomCard) => !this.cards.has(id) && !this.touched.has(id)
    this.tellLost('unknown', [...known.values()].filter(isLost))
  }

  private reconciled(known: RoomCard | undefined, told: RoomCard): RoomCard {
    if (!known) return told
    // What was read here stays read, even if the server does not know of it yet.
    return this.touched.has(told.id) ? merged(known, told) : withRead(told, known.read)
  }

  private hearNews({ room, last, also = [] }: ServerFrameOf<'news'>): void {
    const card = this.cards.get(room)
    if (!card) return
    const counted = also.reduce((before, mark) => withMark(before, mark, this.me), card)
    const told = withChange(withMessage(counted, last, this.me), last)
    this.change(told)
    this.askAgain(card, told)
  }

  /** The message that mentioned the reader is read elsewhere, or recalled: whether another one does the server knows. */
  private askAgain(before: RoomCard, now: RoomCard): void {
    const isOver = before.mentioned !== undefined && now.mentioned === undefined
    if (isOver && now.unread > 0) this.refresh().catch(() => {})
  }

  private hearGone({ room, reason }: ServerFrameOf<'gone'>): void {
    const card = this.cards.get(room)
    this.remove(room)
    // What one did oneself needs no telling: its answer is this frame, too.
    const isOwn = reason === 'quit' || (reason === 'dissolved' && card?.role === 'owner')
    if (card && !isOwn) this.tellLost(reason, [card])
  }

  private tellLost(reason: LostRooms['reason'], cards: readonly RoomCard[]): void {
    const rooms = cards.filter(({ kind }) => kind === 'group').map(({ id, name }) => ({ id, name }))
    if (rooms.length === 0) return
    for (const listener of [...this.listeners]) listener({ reason, rooms })
  }

  private hearRead(room: string, person: string, seq: number): void {
    const card = this.cards.get(room)
    if (!card || person !== this.me) return
    const read = withRead(withoutMarked(card), seq)
    this.change(read)
    this.askAgain(card, read)
  }

  private hearUnread({ room, seq, unread }: ServerFrameOf<'unread'>): void {
    const card = this.cards.get(room)
    if (card) this.change({ ...card, marked: seq, unread })
  }

  /** What the list shows instead is on the server: the card is asked for anew. */
  private hearHidden({ room, seqs }: ServerFrameOf<'hidden'>): void {
    const card = this.cards.get(room)
    if (!card) return
    this.change(withoutLast(card, seqs))
    const counts = seqs.some((seq) => seq === card.last?.seq || seq > firstRead(card))
    // Without a network the whole list is asked for with the next connection.
    if (counts)
      this.api.get(room).then(
        (told) => this.put(told),
        () => {},
      )
  }

  private hearRenamed({ room, name, code }: ServerFrameOf<'renamed'>): void {
    const card = this.cards.get(room)
    if (card) this.change({ ...card, name, code })
  }

  private hearProfile(person: Person): void {
    for (const card of this.cards.values()) this.change(withPerson(card, person))
  }

  private hearMember(room: string, person: string, role: RoomCard['role']): void {
    const card = this.cards.get(room)
    if (!card) return
    if (person === this.me && role !== 'none') this.change({ ...card, role })
    // Counted at once; the card as the server has it follows.
    if (person !== this.me && role === 'none')
      this.change({ ...card, members: Math.max(1, card.members - 1) })
  }

  private change(card: RoomCard): void {
    if (this.cards.get(card.id) === card) return
    this.cards.set(card.id, card)
    this.changed(card.id)
  }

  private changed(room?: string): void {
    if (room !== undefined) this.touched.add(room)
    if (!this.saving.isSet) this.saving.set(savingMs, () => this.saveNow())
    this.show()
  }

  private saveNow(): void {
    this.storage.write(this.key, [...this.cards.values()].map(asKept))
  }
}

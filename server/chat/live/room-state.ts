import type { Person, Pinned } from '#protocol'
import { pinnedBy } from '#protocol'
import type { Room } from '../../store/store'
import { type Reader, type RoomMessage, showsLine } from '../audience'
import { blockersIn } from '../blocks'
import { stretchOf } from '../history'
import { pairOf } from '../membership'
import { messagesOf } from '../messages'
import type { Ports } from '../ports'
import { withReactors } from '../reactions'
import { silentIn } from '../silent'
import type { Posted, RoomNews } from './news'
import { Order } from './order'
import { RoomClock } from './room-clock'
import { type Page, Window, windowRoom } from './window'

/** Milliseconds between two looks for a lost tail. */
const lookMs = 10_000

/** What is read from the store when the first client comes. */
interface Loaded {
  room: Room
  window: Window
  order: Order
  /** The two of a pair; empty in other rooms. */
  pair: string[]
  /** Those of the two who have blocked the other. */
  blockers: Set<string>
  /** Those of the two who have turned receipts off. */
  silent: Set<string>
  pinned: Pinned | undefined
}

/** News that change what is known. */
export type Fact = Extract<RoomNews, { type: 'lines' | 'top' | 'changed' | 'blocking' | 'receipts' }>

/**
 * What this node knows of a room while a client is in it: read from the store once, and kept up to date by
 * the news. Hands its messages on one by one, in order, each under its author's newest name.
 */
export class RoomState {
  /** Is kept while the room is held, also when everything else is forgotten. */
  readonly clock: RoomClock
  #loading: Promise<Loaded | undefined> | undefined
  #loaded: Loaded | undefined
  /** What was heard while the room was being read: it may be newer than what was read. */
  #early: Fact[] = []
  #lookedAt = Number.NEGATIVE_INFINITY
  /** How often a change of the room or of a block was heard of. */
  #changes = 0
  readonly #id: string
  readonly #ports: Ports
  readonly #take: (posted: Posted) => void

  constructor(id: string, ports: Ports, take: (posted: Posted) => void) {
    this.#id = id
    this.#ports = ports
    this.clock = new RoomClock(ports)
    this.#take = take
  }

  /** Reads the room unless that is done. False when there is none; a failure is tried again by the next call. */
  async load(): Promise<boolean> {
    this.#loading ??= this.#read().catch((error: unknown) => {
      this.#loading = undefined
      throw error
    })
    return (await this.#loading) !== undefined
  }

  /** Forgets everything: a room that is only watched costs next to nothing. */
  forget(): void {
    this.#loaded?.order.stop()
    this.#loaded = undefined
    this.#loading = undefined
    this.#early = []
  }

  /** The `seq` of the newest message; 0 while nothing is known. */
  get top(): number {
    return this.#loaded?.order.last ?? 0
  }

  /** What is pinned; nothing before the first time. */
  get pinned(): Pinned | undefined {
    return this.#loaded?.pinned
  }

  get room(): Room | undefined {
    return this.#loaded?.room
  }

  /** In a pair's room: the one who is not this person. */
  peerOf(person: string): string | undefined {
    return this.#loaded?.pair.find((one) => one !== person)
  }

  /** In a pair's room: the other one, if they are in it now. */
  async presentPeerOf(person: string): Promise<Person | undefined> {
    const peer = this.peerOf(person)
    if (!peer || !(await this.#ports.state.presence.isThere(this.#id, peer))) return undefined
    return this.#ports.people.get(peer)
  }

  /** Whether this one of a pair has blocked the other. */
  isBlocking(person: string | undefined): boolean {
    return person !== undefined && this.#loaded?.blockers.has(person) === true
  }

  /** Whether one of a pair has blocked the other: then each is alone in the room. */
  get isApart(): boolean {
    return (this.#loaded?.blockers.size ?? 0) > 0
  }

  /** Whether neither of a pair hears how far the other one reads, for one of them wants it so. */
  get isSilent(): boolean {
    return (this.#loaded?.silent.size ?? 0) > 0
  }

  /** What a client gets on entering: all after `since`, or the newest page. Nothing while nothing is known. */
  page(since: number | undefined, reader: Reader): Page | undefined {
    if (!this.#loaded) return undefined
    const { window, order } = this.#loaded
    const isShown = (message: RoomMessage) => showsLine(reader, message)
    if (since === undefined) return window.latest(order.last, isShown)
    return window.since(since, order.last, isShown)
  }

  /** Takes in what the nodes tell each other; what comes while the room is being read waits for that. */
  learn(fact: Fact): void {
    if (!this.#loaded) {
      if (this.#loading) this.#early.push(fact)
      return
    }
    if (fact.type === 'lines') return this.#loaded.order.hear(fact.lines)
    if (fact.type === 'top') return this.#loaded.order.reach(fact.seq)
    this.#changes += 1
    if (fact.type === 'changed') this.#loaded.room = fact.room
    else if (fact.type === 'receipts') put(this.#loaded.silent, fact.person, !fact.on)
    else put(this.#loaded.blockers, fact.person, fact.blocking)
  }

  /** Messages of this person carry the new name from now on, those in the window too. */
  rename(person: Person): void {
    this.#loaded?.window.rename(person)
  }

  /** Looks for messages whose news were lost with nothing after them; at most every so often. */
  lookForTail(): void {
    const now = this.#ports.elapsed()
    if (now < this.#lookedAt + lookMs) return
    this.#lookedAt = now
    this.#loaded?.order.catchUp()
  }

  /** Resolves when it has the message, which another node may have told the client before this one heard it. */
  async until(seq: number): Promise<void> {
    await this.#loaded?.order.until(seq)
  }

  /** Reads again from the store what it knows. */
  async resync(): Promise<void> {
    const loaded = this.#loaded
    if (!loaded) return
    const changes = this.#changes
    const room = await this.#ports.store.rooms.get(this.#id)
    const blockers = await blockersIn(loaded.pair, this.#ports.store)
    const silent = await silentIn(loaded.pair, this.#ports.store)
    // What was heard meanwhile is newer than what was read.
    if (changes !== this.#changes) return this.resync()
    if (room) loaded.room = room
    loaded.blockers = new Set(blockers)
    loaded.silent = new Set(silent)
    loaded.order.catchUp()
  }

  async #read(): Promise<Loaded | undefined> {
    const { store } = this.#ports
    const room = await store.rooms.get(this.#id)
    if (!room) return undefined
    const pair = room.kind === 'direct' ? await pairOf(this.#id, store) : []
    const blockers = new Set(await blockersIn(pair, store))
    const silent = new Set(await silentIn(pair, store))
    const newest = { before: Number.MAX_SAFE_INTEGER }
    const { messages } = await stretchOf(this.#id, newest, windowRoom, undefined, this.#ports)
    const window = new Window(await withReactors(this.#id, messages, store))
    const pinned = await store.marks.pinned(this.#id)
    const order = new Order(
      window.newest()?.seq ?? 0,
      async (seq, limit) =>
        messagesOf(this.#id, await store.messages.after(this.#id, seq, limit), this.#ports),
      (posted) => {
        this.clock.see(posted.message.time)
        loaded.pinned = pinnedBy(loaded.pinned, posted.message)
        this.#take({ ...posted, message: window.add(posted.message) })
      },
    )
    this.clock.see(window.newest()?.time ?? 0)
    const loaded: Loaded = { room, window, order, pair, blockers, silent, pinned }
    this.#loaded = loaded
    const early = this.#early
    this.#early = []
    for (const fact of early) this.learn(fact)
    return loaded
  }
}

function put(people: Set<string>, person: string, isIn: boolean): void {
  if (isIn) people.add(person)
  else people.delete(person)
}

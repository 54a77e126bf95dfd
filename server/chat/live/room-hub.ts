import type { Person, ServerFrame } from '#protocol'
import { limits } from '#protocol'
import type { Unsubscribe } from '../../state/state'
import type { Room } from '../../store/store'
import type { Client } from '../client'
import { messagesOf } from '../messages'
import type { Meter, Ports, Wire } from '../ports'
import { type Posted, type RoomNews, roomTopic } from './news'
import { OnceASecond } from './once-a-second'
import { Order } from './order'
import { PresenceDigest } from './presence-digest'
import { Window } from './window'

/** Milliseconds between two looks for a lost tail. */
const lookMs = 10_000

/** How many new names a hub keeps in mind; what is being said is never older than the last of so many. */
const mostRenamed = 1_000

/** What a hub knows once somebody is in the room. */
interface Primed {
  room: Room
  window: Window
  order: Order
  /** The two of a pair; empty in other rooms. */
  pair: string[]
  muted: boolean
}

/** News that change what a hub knows. */
type Fact = Extract<RoomNews, { type: 'lines' | 'changed' | 'muted' }>

/** What else must happen when somebody stopped being a member. */
export interface RoomHubHooks {
  putOut(client: Client): void
  unwatch(watcher: Client): void
}

/**
 * One room as it is live on this node: its clients get each message once and in order, whatever the
 * bus does; its watchers, members who are elsewhere, hear that there is something new.
 */
export class RoomHub {
  /** By their ids. */
  readonly clients = new Map<string, Client>()
  readonly watchers = new Set<Client>()
  /** Clients on their way in; whoever is removed from the room meanwhile is taken out. */
  readonly #entering = new Set<Client>()
  #primed: Promise<Primed | undefined> | undefined
  #live: Primed | undefined
  /** What was heard while the room was being read: it may be newer than what was read. */
  #early: Fact[] = []
  /** Those who took another name or avatar meanwhile: what they were just saying may still carry the old one. */
  readonly #renamed = new Map<string, Person>()
  #pending: Posted[] = []
  #lookedAt = Number.NEGATIVE_INFINITY
  #newest: Posted | undefined
  #unsubscribe: Unsubscribe = () => undefined
  readonly #news = new OnceASecond(() => this.#tellWatchers())
  readonly #presenceDigest: PresenceDigest
  readonly id: string
  readonly #ports: Ports
  readonly #wire: Wire
  readonly #meter: Meter
  readonly #hooks: RoomHubHooks

  constructor(id: string, ports: Ports, wire: Wire, meter: Meter, hooks: RoomHubHooks) {
    this.id = id
    this.#ports = ports
    this.#wire = wire
    this.#meter = meter
    this.#hooks = hooks
    const count = () => ports.state.presence.count(id)
    this.#presenceDigest = new PresenceDigest(id, count, (frame) => this.#broadcast(frame))
  }

  /** Resolves when everything that is published about the room from now on is heard. */
  async open(): Promise<void> {
    const hear = (news: unknown) => this.#hear(news as RoomNews)
    this.#unsubscribe = await this.#ports.state.bus.subscribe(roomTopic(this.id), hear)
  }

  close(): void {
    this.#unsubscribe()
    this.#news.stop()
    this.#presenceDigest.stop()
    this.#rest()
  }

  /** Looks for messages whose news were lost with nothing after them; at most every so often. */
  lookForTail(): void {
    const now = this.#ports.elapsed()
    if (now < this.#lookedAt + lookMs) return
    this.#lookedAt = now
    this.#live?.order.catchUp()
  }

  /** Learns anew what it knows, from the store. */
  async resync(): Promise<void> {
    const live = this.#live
    if (!live) return
    const room = await this.#ports.store.rooms.get(this.id)
    if (room) live.room = room
    live.muted = await this.#readMuted(live.pair)
    live.order.catchUp()
  }

  /** Resolves when it has the message, which another node may have told the client before this one heard it. */
  async until(seq: number): Promise<void> {
    await this.#live?.order.until(seq)
  }

  get top(): number {
    return this.#live?.order.last ?? 0
  }

  get room(): Room | undefined {
    return this.#live?.room
  }

  /** In a pair's room: the one who is not this person. */
  peerOf(person: string): string | undefined {
    return this.#live?.pair.find((one) => one !== person)
  }

  get muted(): boolean {
    return this.#live?.muted ?? false
  }

  /** Begins an entrance. False when there is no such room. Must be followed by `admit` or `turnAway`. */
  async receive(client: Client): Promise<boolean> {
    this.#entering.add(client)
    this.#primed ??= this.#prime().catch((error: unknown) => {
      // The next one who comes tries again.
      this.#primed = undefined
      throw error
    })
    return (await this.#primed) !== undefined
  }

  /** The client is in from this moment. Nothing comes back when they were removed on the way. */
  admit(client: Client, since: number | undefined): ReturnType<Window['since']> | undefined {
    if (!this.#live || !this.#entering.delete(client)) return undefined
    this.#flush()
    this.clients.set(client.id, client)
    const { window, order } = this.#live
    return since === undefined ? window.latest(order.last) : window.since(since, order.last)
  }

  turnAway(client: Client): void {
    this.#entering.delete(client)
    this.#restWhenEmpty()
  }

  /** The client is out from this moment. False when they were not in. */
  release(client: Client): boolean {
    if (!this.clients.has(client.id)) return false
    this.#flush()
    this.clients.delete(client.id)
    this.#restWhenEmpty()
    return true
  }

  async #prime(): Promise<Primed | undefined> {
    const { store, people } = this.#ports
    const room = await store.rooms.get(this.id)
    if (!room) return undefined
    const members = room.kind === 'direct' ? await store.rooms.members(this.id, undefined, 2) : []
    const pair = members.map((member) => member.person)
    const muted = await this.#readMuted(pair)
    const lines = await store.messages.before(this.id, Number.MAX_SAFE_INTEGER, limits.pageMessages)
    const window = new Window(await messagesOf(lines, people))
    const order = new Order(
      window.newest()?.seq ?? 0,
      async (seq, limit) => messagesOf(await store.messages.after(this.id, seq, limit), people),
      (posted) => this.#take(posted),
    )
    this.#live = { room, window, order, pair, muted }
    const early = this.#early
    this.#early = []
    for (const news of early) this.#learn(news)
    return this.#live
  }

  async #readMuted([one, other]: string[]): Promise<boolean> {
    if (!one || !other) return false
    const { links } = this.#ports.store
    return (await links.isBlocked(one, other)) || (await links.isBlocked(other, one))
  }

  #hear(news: RoomNews): void {
    if (news.type === 'frame') this.#broadcast(news.frame, news.except)
    else if (news.type === 'cut') this.#cut(news.person)
    else if (news.type === 'came') this.#presenceDigest.came(news.person)
    else if (news.type === 'went') this.#presenceDigest.went(news.person)
    else if (news.type === 'top') this.#live?.order.reach(news.seq)
    else this.#learn(news)
    if (news.type === 'lines') this.#announce(news.lines)
  }

  #learn(news: Fact): void {
    if (!this.#live) {
      if (this.#primed) this.#early.push(news)
      return
    }
    if (news.type === 'lines') this.#live.order.hear(news.lines)
    else if (news.type === 'changed') this.#live.room = news.room
    else this.#live.muted = news.muted
  }

  #announce(lines: Posted[]): void {
    this.#newest = lines.at(-1) ?? this.#newest
    if (this.watchers.size > 0) this.#news.ask()
  }

  #take({ message, ...rest }: Posted): void {
    const from = this.#renamed.get(message.from.id) ?? message.from
    const posted = { ...rest, message: { ...message, from } }
    this.#live?.window.add(posted.message)
    if (this.#pending.length === 0) this.#wire.gather(() => this.#flush())
    this.#pending.push(posted)
  }

  /** Writes what has gathered, as one piece for everyone; who said some of it gets the rest. */
  #flush(): void {
    const batch = this.#pending
    if (batch.length === 0) return
    this.#pending = []
    const said = batch.map(({ message }) =>
      this.#wire.encode({ type: 'said', room: this.id, ...message }, this.id),
    )
    const all = this.#wire.join(said)
    const speakers = new Set(batch.map(({ origin }) => origin && this.clients.get(origin)))
    for (const client of this.clients.values()) {
      if (!speakers.has(client)) client.push(all)
      // One by one: they are put together when the socket is written, and once is enough.
      else for (const [at, ready] of said.entries()) if (batch[at]?.origin !== client.id) client.push(ready)
    }
    this.#meter.delivered(this.clients.size * batch.length)
  }

  #broadcast(frame: ServerFrame, except?: string): void {
    // First, for sealing numbers the frames of a room as they are made.
    this.#flush()
    const ready = this.#wire.encode(frame, this.id)
    for (const client of this.clients.values()) if (client.id !== except) client.push(ready)
  }

  #tellWatchers(): void {
    if (!this.#newest) return
    const ready = this.#wire.encode({ type: 'news', room: this.id, last: this.#newest.message }, this.id)
    for (const watcher of this.watchers) if (!this.clients.has(watcher.id)) watcher.push(ready)
  }

  /** Tells everyone here of a person's new name or avatar. */
  rename(person: Person): void {
    // What was said under the old name is told before the new one.
    this.#flush()
    if (this.#live) this.#remember(person)
    this.#live?.window.rename(person)
    const ready = this.#wire.encode({ type: 'profile', person } satisfies ServerFrame, this.id)
    for (const client of new Set([...this.clients.values(), ...this.watchers])) client.push(ready)
  }

  #remember(person: Person): void {
    const [oldest] = this.#renamed.keys()
    if (oldest !== undefined && this.#renamed.size >= mostRenamed) this.#renamed.delete(oldest)
    this.#renamed.set(person.id, person)
  }

  #cut(person: string | undefined): void {
    this.#flush()
    this.#wire.renew(this.id)
    const gone = (client: Client) => person === undefined || client.person.id === person
    for (const client of [...this.#entering].filter(gone)) this.#entering.delete(client)
    for (const client of [...this.clients.values()].filter(gone)) this.#hooks.putOut(client)
    for (const watcher of [...this.watchers].filter(gone)) this.#hooks.unwatch(watcher)
  }

  #restWhenEmpty(): void {
    if (this.clients.size + this.#entering.size === 0) this.#rest()
  }

  /** Forgets the messages: a room that is only watched costs next to nothing. */
  #rest(): void {
    this.#live?.order.stop()
    this.#live = undefined
    this.#primed = undefined
    this.#early = []
    this.#renamed.clear()
    this.#pending = []
  }
}

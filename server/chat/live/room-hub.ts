import type { Message, Person, ServerFrame, ServerFrameOf } from '#protocol'
import type { Unsubscribe } from '../../state/state'
import { isForAll, type Reader, seenBy } from '../audience'
import type { Client } from '../client'
import { readerOf } from '../hidden'
import type { Meter, Ports, Wire } from '../ports'
import { hearRoom, type Posted, type RoomNews } from './news'
import { PresenceDigest } from './presence-digest'
import { type Fact, RoomState } from './room-state'
import { RoomWatchers } from './room-watchers'
import { TalkingDigest } from './talking-digest'
import type { Page } from './window'

/** What a hub needs of what lies above it: what else must happen when a person stopped being a member, and who talks. */
export interface RoomHubHooks {
  putOut(client: Client): void
  unwatch(watcher: Client): void
  /** Who talks in the call of the room; nothing while nobody does. */
  talking(): Promise<ServerFrameOf<'talking'> | undefined>
}

/** One room as it is live on this node: its clients get each message once and in order, whatever the bus does. */
export class RoomHub {
  /** By their ids. */
  readonly clients = new Map<string, Client>()
  readonly watchers: RoomWatchers
  readonly state: RoomState
  readonly talking: TalkingDigest
  /** Clients on their way in; one who is removed from the room meanwhile is taken out. */
  readonly #entering = new Set<Client>()
  #pending: Posted[] = []
  #unsubscribe: Unsubscribe = () => undefined
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
    this.watchers = new RoomWatchers(id, wire, (client) => this.clients.has(client.id))
    this.state = new RoomState(id, ports, (posted) => this.#take(posted))
    this.talking = new TalkingDigest(
      () => hooks.talking(),
      (frame) => this.#broadcast(frame),
    )
    const count = () => ports.state.presence.count(id)
    this.#presenceDigest = new PresenceDigest(id, count, (frame) => this.#showPresence(frame))
  }

  /** Resolves when everything that is published about the room from now on is heard. */
  async open(): Promise<void> {
    this.#unsubscribe = await hearRoom(this.#ports.state.bus, this.id, (news) => this.#hear(news))
  }

  close(): void {
    this.#unsubscribe()
    this.watchers.stop()
    this.#presenceDigest.stop()
    this.#forget()
  }

  /** Begins an entrance. False when there is no such room. Must be followed by `admit` or `turnAway`. */
  async receive(client: Client): Promise<boolean> {
    this.#entering.add(client)
    const exists = await this.state.load()
    if (exists && this.state.room?.kind !== 'direct') await this.talking.load()
    return exists
  }

  /** The client is in from this moment, with what its person has hidden. Nothing comes back when they were removed on the way. */
  admit(client: Client, since: number | undefined, reader: Reader): Page<Message> | undefined {
    if (!this.state.room || !this.#entering.delete(client)) return undefined
    this.#flush()
    this.clients.set(client.id, client)
    const page = this.state.page(since, reader)
    return page && { ...page, messages: page.messages.map((message) => seenBy(reader, message)) }
  }

  turnAway(client: Client): void {
    this.#entering.delete(client)
    this.#restWhenEmpty()
  }

  /** The client is out from this moment. */
  release(client: Client): void {
    if (!this.clients.has(client.id)) return
    this.#flush()
    this.clients.delete(client.id)
    this.#restWhenEmpty()
  }

  /** Tells a client who talks, behind the answer to what it has just asked. */
  tellTalking(client: Client): void {
    this.#wire.gather(() => {
      if (this.talking.now && this.clients.has(client.id)) client.send(this.talking.now)
    })
  }

  /** Tells everyone here of a person's new name or avatar; or that person's own devices alone. */
  rename(person: Person, ownAlone: boolean): void {
    // What was said under the old name is told before the new one.
    this.#flush()
    this.state.rename(person)
    const ready = this.#wire.encode({ type: 'profile', person }, this.id)
    for (const client of new Set([...this.clients.values(), ...this.watchers]))
      if (!ownAlone || client.person.id === person.id) client.push(ready)
  }

  /** The person is no member any more; without a person the room is gone. */
  cut(person: string | undefined): void {
    this.#flush()
    this.#wire.renew(this.id)
    const gone = (client: Client) => person === undefined || client.person.id === person
    for (const client of [...this.#entering].filter(gone)) this.#entering.delete(client)
    for (const client of [...this.clients.values()].filter(gone)) this.#hooks.putOut(client)
    for (const watcher of [...this.watchers].filter(gone)) this.#hooks.unwatch(watcher)
  }

  /** Reads again from the store what it knows: news of it may have been lost. */
  async resync(): Promise<void> {
    const wasApart = this.state.isApart
    await Promise.all([this.state.resync(), this.talking.resync()])
    if (this.state.isApart !== wasApart) await this.#showPeers()
  }

  #hear(news: RoomNews): void {
    if (news.type === 'frame') this.#broadcast(news.frame, news.except)
    else if (news.type === 'cut') this.cut(news.person)
    else if (news.type === 'talking') this.talking.hear(news.frame)
    else if (news.type === 'came') this.#presenceDigest.came(news.person)
    else if (news.type === 'went') this.#presenceDigest.went(news.person)
    else this.#learn(news)
    if (news.type === 'lines') this.watchers.announce(news.lines)
  }

  #learn(fact: Fact): void {
    const wasApart = this.state.isApart
    this.state.learn(fact)
    if (this.state.isApart !== wasApart) void this.#showPeers()
  }

  #take(posted: Posted): void {
    if (this.#pending.length === 0) this.#wire.gather(() => this.#flush())
    this.#pending.push(posted)
  }

  /** Writes what has gathered, as one piece for everyone; who said some of it gets the rest. */
  #flush(): void {
    const batch = this.#pending
    if (batch.length === 0) return
    this.#pending = []
    this.#meter.delivered(this.clients.size * batch.length)
    if (batch.every(({ message }) => isForAll(message))) this.#sendAll(batch)
    else this.#sendEach(batch)
  }

  /** As each sees it: not all of it is for both of a pair. */
  #sendEach(batch: Posted[]): void {
    for (const client of this.clients.values())
      for (const { message, origin } of batch)
        if (origin !== client.id)
          client.send({ type: 'said', room: this.id, ...seenBy(readerOf(client.person.id), message) })
  }

  #sendAll(batch: Posted[]): void {
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
  }

  #broadcast(frame: ServerFrame, except?: string): void {
    // First, for sealing numbers the frames of a room as they are made.
    this.#flush()
    const ready = this.#wire.encode(frame, this.id)
    const alone = this.state.isApart ? personOf(frame) : undefined
    for (const client of this.clients.values())
      if (client.id !== except && (alone ?? client.person.id) === client.person.id) client.push(ready)
  }

  #showPresence(frame: ServerFrameOf<'presence'>): void {
    if (!this.state.isApart) return this.#broadcast(frame)
    for (const client of this.clients.values()) {
      const isOwn = ({ id }: Person) => id === client.person.id
      const [joined, left] = [frame.joined.filter(isOwn), frame.left.filter(isOwn)]
      if (joined.length + left.length > 0) client.send({ ...frame, online: 1, joined, left })
    }
  }

  /** A block between the two of a pair was set or taken back: each sees the other go, or come, who is there. */
  async #showPeers(): Promise<void> {
    for (const client of [...this.clients.values()]) {
      const peer = await this.state.presentPeerOf(client.person.id).catch(() => undefined)
      if (!peer || !this.clients.has(client.id)) continue
      const [joined, left] = this.state.isApart ? [[], [peer]] : [[peer], []]
      client.send({ type: 'presence', room: this.id, online: 1 + joined.length, joined, left })
    }
  }

  #restWhenEmpty(): void {
    if (this.clients.size + this.#entering.size === 0) this.#forget()
  }

  #forget(): void {
    this.state.forget()
    this.talking.forget()
    this.#pending = []
  }
}

/** Whom a frame is about. */
function personOf(frame: ServerFrame): string | undefined {
  if (!('person' in frame)) return undefined
  return typeof frame.person === 'string' ? frame.person : frame.person.id
}

import type { HttpAnswer, HttpRequest } from '../../miniprogram/api/http'
import type {
  ClientFrame,
  FrameOf,
  Message,
  Person,
  Port,
  RefusalCode,
  RoomCard,
  ServerFrame,
} from '../../miniprogram/protocol/index'
import {
  asLast,
  closes,
  decodeClient,
  lobby,
  subprotocol,
  tokenPrefix,
} from '../../miniprogram/protocol/index'
import type { Socket, SocketEvents } from '../../miniprogram/session/ports'
import { editMs, isSpeech, type ModelDraft, reactors, type Speech, speak } from './model-changes'
import { type Batch, sayAt } from './model-forwards'
import { readers } from './model-readers'
import { ModelRoom } from './model-room'
import type { VirtualClock } from './virtual-clock'
import type { Wire } from './wire'

interface Peer {
  person: Person
  port: Port
  entered: Set<string>
  events: SocketEvents
}

/** Faults that the model commits: each a probability from 0 to 1. */
export interface Faults {
  /** A `said` that is lost on its way. The real server does not do this; a client must not rely on it. */
  loseSaid: number
  /** An answer or a message that is sent twice. */
  repeat: number
  /** A `say` that is refused for the moment. */
  tryAgain: number
}

/** The server of `docs/PROTOCOL.md` as far as messages go, in memory and on a virtual clock. */
export class ModelServer implements Wire {
  readonly addresses = { group: 'ws://model/group', direct: 'ws://model/direct' }
  readonly rooms = new Map<string, ModelRoom>()
  faults: Faults = { loseSaid: 0, repeat: 0, tryAgain: 0 }
  isUp = true
  /** Closes every socket as soon as it is open. */
  isSurly = false
  /** A text that is refused for good, with `blocked`. */
  refuseText = ''
  /** Those who have turned receipts off. */
  readonly silent = new Set<string>()
  /** How often somebody dialled, and asked for a new token. */
  dials = 0
  renewals = 0
  readonly #clock: VirtualClock
  readonly #random: () => number
  readonly #people = new Map<string, Person>()
  readonly #peers = new Set<Peer>()
  readonly #voidTokens = new Set<string>()

  constructor(clock: VirtualClock, random: () => number) {
    this.#clock = clock
    this.#random = random
    this.addRoom(lobby, 'lobby', [])
  }

  /** Makes an account; its token is `token-<name>`. */
  addPerson(name: string): { token: string; user: Person } {
    const user = { id: name, name, avatar: '' }
    this.#people.set(`token-${name}`, user)
    this.room(lobby).members.add(name)
    return { token: `token-${name}`, user }
  }

  addRoom(id: string, kind: RoomCard['kind'], members: string[]): void {
    this.rooms.set(id, new ModelRoom(id, kind, members))
  }

  room(id: string): ModelRoom {
    const room = this.rooms.get(id)
    if (!room) throw new Error(`no room ${id}`)
    return room
  }

  /** The owner of a group gives it another name and another code. */
  rename(room: string, name: string, code: string): void {
    for (const peer of this.#peers) {
      if (peer.port === 'group' && this.room(room).members.has(peer.person.id))
        this.#send(peer, { type: 'renamed', room, name, code })
    }
  }

  /** Whether somebody is in a room at this moment. */
  isInside(person: string, room: string): boolean {
    return this.#inside(room).some((peer) => peer.person.id === person)
  }

  /** Goes away for so long: the messages are kept, nothing else is. */
  restart(downMs: number, politely: boolean): void {
    this.isUp = false
    const { code, reason } = politely ? closes.restarting : { code: 1006, reason: '' }
    this.closeAll(code, reason)
    this.#clock.after(downMs, () => {
      this.isUp = true
    })
  }

  /** Closes what is open. */
  closeAll(code: number, reason: string): void {
    for (const peer of [...this.#peers]) this.#close(peer, code, reason)
  }

  /** Voids a token, as signing out elsewhere does. */
  revoke(token: string): void {
    this.#voidTokens.add(token)
  }

  dial(url: string, protocols: string[], events: SocketEvents): Socket {
    this.dials += 1
    const token = protocols.find((one) => one.startsWith(tokenPrefix))?.slice(tokenPrefix.length) ?? ''
    const person = this.#voidTokens.has(token) ? undefined : this.#people.get(token)
    if (!this.isUp || !person || !protocols.includes(subprotocol)) {
      events.closed(1006, '')
      return { send: () => {}, close: () => {} }
    }
    const peer: Peer = {
      person,
      port: url.endsWith('/direct') ? 'direct' : 'group',
      entered: new Set(),
      events,
    }
    this.#peers.add(peer)
    events.opened()
    if (this.isSurly) this.#close(peer, 1006, '')
    return { send: (text) => this.#heard(peer, text), close: () => this.#close(peer, 1000, '') }
  }

  async request({ path, token = '' }: HttpRequest): Promise<HttpAnswer> {
    if (!this.isUp) throw new Error('no server')
    const person = this.#voidTokens.has(token) ? undefined : this.#people.get(token)
    if (!person) return { status: 401, body: { code: 'not-signed-in' } }
    if (path === '/api/renew') {
      this.renewals += 1
      return { status: 200, body: { token, user: person } }
    }
    if (path === '/api/me') return { status: 200, body: person }
    if (path === '/api/rooms') return { status: 200, body: { rooms: this.#cardsOf(person) } }
    if (path === '/api/contacts') return { status: 200, body: nobody }
    const card = this.#cardsOf(person).find(({ id }) => path === `/api/rooms/${id}`)
    return card ? { status: 200, body: card } : { status: 404, body: { code: 'unknown-room' } }
  }

  #cardsOf({ id }: Person): RoomCard[] {
    return [...this.rooms.values()].filter(({ members }) => members.has(id)).map((room) => room.cardFor(id))
  }

  #heard(peer: Peer, text: string): void {
    if (!this.#peers.has(peer)) return
    const decoded = decodeClient(text, peer.port)
    if ('refusal' in decoded)
      throw new Error(`the program sent a bad frame: ${decoded.refusal.message} ${text}`)
    const answer = this.#answer(peer, decoded.frame)
    if (!answer) return
    const { id } = decoded.frame
    this.#send(peer, { ...answer, ...(id !== undefined && 'type' in answer && { id }) } as ServerFrame)
  }

  #answer(peer: Peer, frame: ClientFrame): ServerFrame | undefined {
    if (frame.type === 'heartbeat') return this.#beat(peer)
    if (frame.type === 'enter') return this.#enter(peer, frame)
    if (frame.type === 'forward' || frame.type === 'send') return this.#sayAt(peer, frame)
    if (!('room' in frame)) throw new Error(`the model has no ${frame.type}`)
    if (isForMembers(frame)) return this.#lookUp(peer, frame)
    if (!peer.entered.has(frame.room)) return refuse('not-entered', frame)
    if (frame.type === 'typing') return this.#typing(peer, frame.room)
    if (frame.type === 'leave') return this.#leave(peer, frame.room)
    if (isSpeech(frame)) return this.#speak(peer, frame)
    throw new Error(`the model has no ${frame.type}`)
  }

  #beat(peer: Peer): ServerFrame {
    const tops: Record<string, number> = {}
    for (const room of peer.entered) tops[room] = this.room(room).top
    return { type: 'heartbeat', time: this.#clock.now(), tops }
  }

  #enter(peer: Peer, frame: FrameOf<'enter'>): ServerFrame {
    const room = this.rooms.get(frame.room)
    const me = peer.person.id
    if (!room?.members.has(me)) return refuse('unknown-room', frame)
    if ((room.kind === 'direct') !== (peer.port === 'direct')) return refuse('wrong-port', frame)
    peer.entered.add(room.id)
    const online = new Set(this.#inside(room.id).map(({ person }) => person.id)).size
    const other = room.peerOf(me)
    const read = { read: room.readBy(me), ...(other !== undefined && { peerRead: room.readBy(other) }) }
    return { type: 'entered', room: room.id, online, ...room.brought(frame.since, me), ...read, editMs }
  }

  #leave(peer: Peer, room: string): ServerFrame {
    peer.entered.delete(room)
    const left = { type: 'left', room, person: peer.person } as const
    const isGone = !this.#inside(room).some(({ person }) => person.id === peer.person.id)
    if (peer.port === 'direct' && isGone) for (const other of this.#inside(room)) this.#send(other, left)
    return left
  }

  #typing(peer: Peer, room: string): undefined {
    for (const other of this.#inside(room))
      if (other.person.id !== peer.person.id) this.#send(other, { type: 'typing', room, person: peer.person })
  }

  /** Says something, or changes what was said. */
  #speak(peer: Peer, frame: Speech): ServerFrame {
    const room = this.room(frame.room)
    if (frame.type === 'say' && frame.body === this.refuseText) return refuse('blocked', frame)
    if (frame.type !== 'recall' && this.#random() < this.faults.tryAgain) return refuse('try-again', frame)
    const append = (draft: ModelDraft) => this.#append(peer, room, draft, peer)
    const line = speak(room, peer.person, frame, this.#clock.now(), append)
    if (typeof line === 'string') return refuse(line, frame)
    return { type: 'accepted', room: room.id, seq: line.seq, time: line.time }
  }

  /** Says a batch at its targets: lines of which no socket is answered. */
  #sayAt(peer: Peer, frame: Batch): ServerFrame {
    const sent = sayAt(frame, peer.person, {
      rooms: this.rooms,
      isPerson: (id) => this.#people.has(`token-${id}`),
      fault: () => (this.#random() < this.faults.tryAgain ? 'try-again' : undefined),
      append: (room, draft) => this.#append(peer, room, draft),
    })
    return typeof sent === 'string' ? refuse(sent, frame) : sent
  }

  /** `from`: who is told by the answer instead. */
  #append(peer: Peer, room: ModelRoom, draft: ModelDraft, from?: Peer): Message {
    const message: Message = { from: peer.person, ...draft, seq: room.top + 1, time: this.#clock.now() }
    room.add(message)
    const answered = isAnswered(message) && from
    for (const other of this.#peers) {
      if (other === answered || (other.port === 'direct') !== (room.kind === 'direct')) continue
      if (other.entered.has(room.id)) this.#publish(other, { type: 'said', room: room.id, ...message })
      else if (room.members.has(other.person.id))
        this.#send(other, { type: 'news', room: room.id, last: asLast(message) })
    }
    return message
  }

  /** What a member may do from outside, too. */
  #lookUp(peer: Peer, frame: ForMembers): ServerFrame {
    const room = this.rooms.get(frame.room)
    if (!room?.members.has(peer.person.id)) return refuse('unknown-room', frame)
    if (frame.type === 'read') return this.#read(peer, room, frame.seq)
    if (frame.type === 'hide' || frame.type === 'unread') return this.#keep(peer, room, frame)
    if (frame.type === 'history') {
      const page = room.page(frame, peer.person.id)
      return page ? { type: 'page', room: room.id, ...page } : refuse('unknown-message', frame)
    }
    const found =
      frame.type === 'readers' ? this.#readers(room, frame, peer.person.id) : reactors(room, frame)
    return typeof found === 'string' ? refuse(found, frame) : found
  }

  #readers(room: ModelRoom, frame: FrameOf<'readers'>, me: string): ServerFrame | RefusalCode {
    const person = (id: string) => this.#people.get(`token-${id}`) ?? { id, name: id, avatar: '' }
    return readers(room, frame, me, { silent: this.silent, person })
  }

  #read(peer: Peer, room: ModelRoom, seq: number): ServerFrame {
    const me = peer.person.id
    const read = { type: 'read', room: room.id, person: me, seq: room.read(me, seq) } as const
    for (const other of this.#peers) {
      const hears = other.person.id === me || other.person.id === room.peerOf(me)
      if (hears && other !== peer && other.port === peer.port) this.#send(other, read)
    }
    return read
  }

  /** What is for the person alone: their other devices hear it. */
  #keep(peer: Peer, room: ModelRoom, frame: FrameOf<'hide'> | FrameOf<'unread'>): ServerFrame {
    const me = peer.person.id
    const answer =
      frame.type === 'hide' ? room.private.hide(frame, me, room.messages) : marked(room, frame, me)
    if (typeof answer === 'string') return refuse(answer, frame)
    for (const other of this.#peers)
      if (other.person.id === me && other !== peer && other.port === peer.port) this.#send(other, answer)
    return answer
  }

  #inside(room: string): Peer[] {
    return [...this.#peers].filter(({ entered }) => entered.has(room))
  }

  #publish(peer: Peer, frame: ServerFrame): void {
    if (this.#random() >= this.faults.loseSaid) this.#send(peer, frame)
  }

  #send(peer: Peer, frame: ServerFrame): void {
    const text = JSON.stringify(frame)
    peer.events.message(text)
    if (this.#random() < this.faults.repeat) peer.events.message(text)
  }

  #close(peer: Peer, code: number, reason: string): void {
    if (this.#peers.delete(peer)) peer.events.closed(code, reason)
  }
}

/** Whether who made it is told by the answer: what the server says by itself comes to them as to everybody. */
function isAnswered({ id }: Message): boolean {
  return !id.startsWith('react/') && !id.startsWith('unpin/')
}

type ForMembers =
  | FrameOf<'history'>
  | FrameOf<'read'>
  | FrameOf<'reactors'>
  | FrameOf<'readers'>
  | FrameOf<'hide'>
  | FrameOf<'unread'>

function isForMembers(frame: ClientFrame): frame is ForMembers {
  return ['history', 'read', 'reactors', 'readers', 'hide', 'unread'].includes(frame.type)
}

function marked(room: ModelRoom, { seq }: FrameOf<'unread'>, person: string): ServerFrame | RefusalCode {
  const unread = room.markUnread(person, seq)
  return unread === undefined ? 'unknown-message' : { type: 'unread', room: room.id, seq, unread }
}

const nobody = { contacts: [], invitations: { received: [], sent: [] }, blocked: [] }

function refuse(code: string, { type, ...frame }: ClientFrame): ServerFrame {
  const room = 'room' in frame ? { room: frame.room } : {}
  return { type: 'refused', of: type, code, message: code, ...room }
}

import type { Person, ServerFrame, ServerFrameOf } from '../protocol/index'
import { Alarm } from '../session/alarm'
import type { PinnedLine, RoomHooks, RoomState } from './room'
import type { RoomDeps } from './room-deps'
import { TypingPeople } from './typing'

/** Milliseconds in which changes of the membership gather before the room card is asked for anew. */
const gatherMs = 1_000

/** What there is to know of a room besides its lines: who is there, who writes, how far the other one has read. */
export class RoomInfo {
  private readonly room: string
  private readonly deps: RoomDeps
  private readonly tell: (call: (hooks: RoomHooks) => void) => void
  private readonly typingPeople: TypingPeople
  private readonly asking: Alarm
  private online = 0
  private peerRead = 0
  private editMs = 0
  private readonly pins: { readonly lines: readonly PinnedLine[] }
  private isLive = false
  private shown = ''

  constructor(
    room: string,
    deps: RoomDeps,
    pins: { readonly lines: readonly PinnedLine[] },
    tell: (call: (hooks: RoomHooks) => void) => void,
  ) {
    this.room = room
    this.pins = pins
    this.deps = deps
    this.tell = tell
    this.typingPeople = new TypingPeople(deps.phone.clock, (people) =>
      tell((hooks) => hooks.onTyping?.(people)),
    )
    this.asking = new Alarm(deps.phone.clock)
  }

  state(): RoomState {
    const { roomList, session } = this.deps
    const card = roomList.card(this.room)
    const peer = card?.peer
    const sending = session.outbox.list(this.room).filter(({ problem }) => problem === undefined)
    return {
      id: this.room,
      kind: card?.kind ?? 'group',
      title: peer?.name ?? card?.name ?? '',
      role: card?.role ?? 'none',
      members: card?.members ?? 0,
      online: this.online,
      peerRead: this.peerRead,
      live: this.isLive,
      sending: sending.length,
      editMs: this.editMs,
      pinned: this.pins.lines,
      ...(peer && { peer, peerOnline: this.isThere(peer) }),
      ...(peer?.id === session.person.id && { isFavourites: true as const }),
      ...(card?.code !== undefined && { code: card.code }),
    }
  }

  show(): void {
    const state = this.state()
    const text = JSON.stringify(state)
    // The list of rooms changes more often than this one does.
    if (text === this.shown) return
    this.shown = text
    this.tell((hooks) => hooks.onState?.(state))
  }

  entered({ online, peerRead, editMs = 0 }: ServerFrameOf<'entered'>): void {
    this.online = online
    this.editMs = editMs
    this.peerRead = Math.max(this.peerRead, peerRead ?? 0)
    if (!this.deps.roomList.card(this.room)) this.askCard()
    this.show()
  }

  live(live: boolean): void {
    if (live === this.isLive) return
    this.isLive = live
    this.show()
  }

  /** A message of theirs came. */
  spoke(person: Person): void {
    this.typingPeople.stopped(person.id)
  }

  heard(frame: ServerFrame): void {
    if (frame.type === 'presence') this.heardPresence(frame)
    else if (frame.type === 'typing') this.heardTyping(frame.person)
    else if (frame.type === 'left') this.heardLeft(frame.person)
    else if (frame.type === 'read') this.heardRead(frame)
    else if (frame.type === 'member') this.askCardSoon()
  }

  close(): void {
    this.typingPeople.close()
    this.asking.clear()
  }

  /** Reads the room card anew; without a network the list brings it with its next refresh. */
  askCard(): void {
    const { roomList, fetchCard } = this.deps
    fetchCard(this.room).then(
      (card) => roomList.put(card),
      () => {},
    )
  }

  private askCardSoon(): void {
    if (!this.asking.isSet) this.asking.set(gatherMs, () => this.askCard())
  }

  private isThere(peer: Person): boolean {
    return this.online > 1 || this.deps.contacts.of(peer.id)?.online === true
  }

  private isMe(person: string): boolean {
    return person === this.deps.session.person.id
  }

  private heardPresence({ online, joined, left }: ServerFrameOf<'presence'>): void {
    this.online = online
    for (const person of left) this.typingPeople.stopped(person.id)
    this.show()
    this.tell((hooks) => hooks.onPresence?.({ online, joined, left }))
  }

  private heardTyping(person: Person): void {
    if (!this.isMe(person.id)) this.typingPeople.wrote(person)
  }

  private heardLeft(person: Person): void {
    if (this.isMe(person.id)) return
    this.typingPeople.stopped(person.id)
    this.tell((hooks) => hooks.onPeerLeft?.(person))
  }

  private heardRead({ person, seq }: ServerFrameOf<'read'>): void {
    if (this.isMe(person) || seq <= this.peerRead) return
    this.peerRead = seq
    this.show()
  }
}

import { lobby } from '../protocol/index'
import type { RoomCommands } from '../rooms/commands'
import type { Storage } from '../session/ports'
import { Refused } from '../session/refused'
import type { MeStore } from '../stores/me-store'
import type { RoomListStore } from '../stores/room-list-store'
import type { Arrival, Destination } from './destination'
import { readQuery, readScanned } from './read-destination'

const key = 'destination'

/** Problems that say nothing of the destination: it is kept for the next try. */
const passing = ['offline', 'no-answer', 'signed-out', 'try-again', 'too-fast']

export interface JoiningDeps {
  rooms: Pick<RoomCommands, 'join'>
  roomList: Pick<RoomListStore, 'card' | 'refresh'>
  me: Pick<MeStore, 'get'>
  storage: Storage
  /** The base address of our own web room, as its codes begin. */
  home: string
  /** Resolves when rooms can be asked for. */
  opened: Promise<void>
}

/** The way from a scanned code, a card or a link to the right page, through sign-in where that is needed. */
export class Joining {
  private readonly deps: JoiningDeps
  /** On disk too, for signing in may end the program for a while. */
  private kept: Destination | undefined
  /** The page to go back to after signing in, and who was there. */
  private back: { to: Destination; person: string } | undefined

  constructor(deps: JoiningDeps) {
    this.deps = deps
    this.kept = deps.storage.read(key) as Destination | undefined
  }

  /** Takes a page's `onLoad` query (`scene`, or `room`/`code`/`person` and `from`) and keeps it through sign-in. */
  remember(query: Record<string, string | undefined>): Destination {
    return this.keep(readQuery(query))
  }

  /** Reads what scanning a code gave (`path` for codes of this program, else `result`) and keeps it. */
  scanned(scan: { path?: string; result?: string }): Destination {
    return this.keep(readScanned(scan, this.deps.home))
  }

  /**
   * Takes the query of the page to which this person goes back after signing in. In this window alone: on disk, another
   * window that starts meanwhile would be led there.
   */
  returnTo(query: Record<string, string | undefined>, person: string): void {
    const to = readQuery(query)
    if (to.to !== 'home') this.back = { to, person }
  }

  /** The invitation that is kept, if any. */
  pending(): Destination | undefined {
    return this.kept
  }

  /** Whether there is a page to go back to. */
  get isReturning(): boolean {
    return this.back !== undefined
  }

  /**
   * Follows the invitation that is kept (joins the room where needed) and forgets it; without one goes back to the page that was open.
   * Rejects with `Refused` when offline: it is kept then.
   */
  async arrive(): Promise<Arrival> {
    await this.deps.opened
    const arrival = this.kept ? await follow(this.kept, this.deps) : await this.goBack()
    this.kept = undefined
    this.back = undefined
    this.deps.storage.remove(key)
    return arrival
  }

  /** The query of a share card: a path such as `/pages/group-room/group-room?room=…&code=…&from=…`. */
  card({ id, code }: { id: string; code?: string }): { room: string; code?: string; from?: string } {
    const from = this.deps.me.get()?.id
    return { room: id, ...(code !== undefined && { code }), ...(from !== undefined && { from }) }
  }

  /**
   * Somebody else was there, or the room is gone: then home is as good, and no invitation has failed. The lobby is open to
   * everybody: a guest whom the server does not know any more is somebody else, too.
   */
  private async goBack(): Promise<Arrival> {
    if (!this.back) return { open: 'home' }
    const { to, person } = this.back
    const isOpen = (to.to === 'room' && to.room === lobby) || person === this.deps.me.get()?.id
    const arrival: Arrival = isOpen ? await follow(to, this.deps) : { open: 'home' }
    return arrival.open === 'nowhere' ? { open: 'home' } : arrival
  }

  private keep(destination: Destination): Destination {
    // An ordinary start changes nothing: what was scanned before signing in is still to be followed.
    if (destination.to === 'home') return destination
    this.kept = destination
    this.deps.storage.write(key, destination)
    return destination
  }
}

async function follow(to: Destination, deps: JoiningDeps): Promise<Arrival> {
  if (to.to === 'nowhere') return { open: 'nowhere', problem: to.problem }
  if (to.to === 'home') return { open: 'home' }
  if (to.to === 'person') return { open: 'person', person: to.person }
  try {
    return to.to === 'code' ? await joinBy(to, deps) : await openKnown(to.room, deps)
  } catch (error) {
    const code = error instanceof Refused ? error.code : 'unreadable'
    if (passing.includes(code)) throw error
    // The owner gave the room a new code, or it is gone.
    return { open: 'nowhere', problem: code === 'unknown-code' || code === 'unknown-room' ? 'expired' : code }
  }
}

async function joinBy(
  { code, room }: Extract<Destination, { to: 'code' }>,
  { rooms, roomList }: JoiningDeps,
): Promise<Arrival> {
  const known = room === undefined ? undefined : roomList.card(room)
  const { id, kind } = known ?? (await rooms.join(code))
  return { open: 'room', room: id, kind }
}

async function openKnown(room: string, { roomList }: JoiningDeps): Promise<Arrival> {
  if (room === lobby) return { open: 'room', room, kind: 'lobby' }
  const known = roomList.card(room)
  if (!known) await roomList.refresh()
  const card = known ?? roomList.card(room)
  return card ? { open: 'room', room, kind: card.kind } : { open: 'nowhere', problem: 'expired' }
}

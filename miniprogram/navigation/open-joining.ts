import { lobby } from '../protocol/index'
import type { RoomCommands } from '../rooms/commands'
import type { Storage } from '../session/ports'
import { Refused } from '../session/refused'
import type { MeStore } from '../stores/me'
import type { RoomListStore } from '../stores/room-list-store'
import type { Arrival, Destination } from './destination'
import type { Joining } from './joining'
import { readQuery, readScanned } from './read-destination'

const key = 'destination'

/** Problems that say nothing of the destination: it is kept for the next try. */
const passing = ['offline', 'no-answer', 'signed-out', 'try-again', 'too-fast']

/** What joining needs of the rooms, their list, and whoever is signed in. */
type Rooms = Pick<RoomCommands, 'join'>
type List = Pick<RoomListStore, 'card' | 'refresh'>
type Me = Pick<MeStore, 'get'>

/** `home`: the base address of our own web room, as codes of it begin. `opened`: rooms can be asked for. */
export function openJoining(
  rooms: Rooms,
  roomList: List,
  me: Me,
  storage: Storage,
  home: string,
  opened: Promise<void>,
): Joining {
  // On disk, for signing in may take a person out of the program for a while.
  let kept = storage.read(key) as Destination | undefined

  function keep(destination: Destination): Destination {
    // An ordinary start is no wish: what somebody scanned before signing in still is.
    if (destination.to === 'home') return destination
    kept = destination
    storage.write(key, destination)
    return destination
  }

  function forget(): void {
    kept = undefined
    storage.remove(key)
  }

  return {
    remember: (query) => keep(readQuery(query)),
    scanned: (scan) => keep(readScanned(scan, home)),
    pending: () => kept,
    async arrive() {
      await opened
      const arrival = await follow(kept ?? { to: 'home' }, rooms, roomList)
      forget()
      return arrival
    },
    card({ id, code }) {
      const from = me.get()?.id
      return { room: id, ...(code !== undefined && { code }), ...(from !== undefined && { from }) }
    },
  }
}

async function follow(to: Destination, rooms: Rooms, roomList: List): Promise<Arrival> {
  if (to.to === 'nowhere') return { open: 'nowhere', problem: to.problem }
  if (to.to === 'home') return { open: 'home' }
  if (to.to === 'person') return { open: 'person', person: to.person }
  try {
    return to.to === 'code' ? await joinBy(to, rooms, roomList) : await openKnown(to.room, roomList)
  } catch (error) {
    const code = error instanceof Refused ? error.code : 'unreadable'
    if (passing.includes(code)) throw error
    // The owner gave the room a new code, or it is gone.
    return { open: 'nowhere', problem: code === 'unknown-code' || code === 'unknown-room' ? 'expired' : code }
  }
}

async function joinBy(
  { code, room }: Extract<Destination, { to: 'code' }>,
  rooms: Rooms,
  roomList: List,
): Promise<Arrival> {
  const known = room === undefined ? undefined : roomList.card(room)
  const { id, kind } = known ?? (await rooms.join(code))
  return { open: 'room', room: id, kind }
}

async function openKnown(room: string, roomList: List): Promise<Arrival> {
  if (room === lobby) return { open: 'room', room, kind: 'lobby' }
  const known = roomList.card(room)
  if (!known) await roomList.refresh()
  const card = known ?? roomList.card(room)
  return card ? { open: 'room', room, kind: card.kind } : { open: 'nowhere', problem: 'expired' }
}

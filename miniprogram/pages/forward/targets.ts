import { favouritesOf } from '../../lib/favourites'
import { roomTitle } from '../../lib/room-title'
import type { Contact, Person } from '../../protocol/index'
import type { BatchTarget } from '../../session/batches'
import type { RoomRow } from '../../stores/room-row'

/** A room or a person to choose, as the template reads it. */
export interface TargetRow {
  /** Of the room or of the person. */
  id: string
  title: string
  personId: string
  image: string
  isFavourites: boolean
  chosen: boolean
}

/** A row, and what a batch that goes there names. */
export interface Offer {
  row: TargetRow
  target: BatchTarget
}

/** One's favourites, then rooms and talks, the one with the newest message first, then people with whom nothing was said yet. */
export function offersOf(rooms: readonly RoomRow[], contacts: readonly Contact[], me: Person): Offer[] {
  const known = new Set(rooms.map(({ id }) => id))
  const others = rooms.filter(({ isFavourites }) => !isFavourites)
  const silent = contacts.filter(({ room }) => !known.has(room))
  return [favourites(me), ...others.map(ofRoom), ...silent.map(ofPerson)]
}

/** Those whose title holds what is searched for, in upper or lower case. */
export function found(offers: readonly Offer[], searched: string): Offer[] {
  const words = searched.trim().toLowerCase()
  return offers.filter(({ row }) => row.title.toLowerCase().includes(words))
}

function favourites(me: Person): Offer {
  const target = favouritesOf(me)
  return {
    row: { id: me.id, title: target.name, personId: me.id, image: '', isFavourites: true, chosen: false },
    target,
  }
}

function ofRoom(row: RoomRow): Offer {
  const { id, peer, avatar } = row
  const title = roomTitle(row)
  return {
    row: { id, title, personId: peer?.id ?? id, image: avatar, isFavourites: false, chosen: false },
    target: { room: id, name: title },
  }
}

function ofPerson({ person: { id, name, avatar } }: Contact): Offer {
  return {
    row: { id, title: name, personId: id, image: avatar, isFavourites: false, chosen: false },
    target: { person: id, name },
  }
}

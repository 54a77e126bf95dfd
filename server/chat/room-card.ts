import { asLast, type Person, type RoomCard } from '#protocol'
import type { RoomEntry } from '../store/store'
import { seenBy } from './audience'
import { readerOf } from './hidden'
import { messagesOf } from './messages'
import { stranger } from './people'
import type { Ports } from './ports'

/** A person's rooms and talks as their list shows them, the one with the newest message first. */
export async function listRooms(person: string, ports: Ports): Promise<RoomCard[]> {
  return cardsOf(await ports.store.rooms.list(person), ports)
}

/** One of a person's rooms; nothing when they are not a member. */
export async function roomCard(room: string, person: string, ports: Ports): Promise<RoomCard | undefined> {
  const [card] = await cardsOf(await ports.store.rooms.list(person, room), ports)
  return card
}

async function cardsOf(entries: RoomEntry[], ports: Ports): Promise<RoomCard[]> {
  const peers = await ports.people.many(entries.flatMap((entry) => entry.peer ?? []))
  return Promise.all(entries.map((entry) => cardOf(entry, peers, ports)))
}

async function cardOf(entry: RoomEntry, peers: Map<string, Person>, ports: Ports): Promise<RoomCard> {
  const { room, membership, members, top, unread, mentioned } = entry
  const peer = entry.peer === undefined ? undefined : (peers.get(entry.peer) ?? stranger(entry.peer))
  const [last] = entry.last ? await messagesOf(room.id, [entry.last], ports) : []
  return {
    id: room.id,
    kind: room.kind,
    name: peer?.name ?? room.name,
    role: membership.role,
    members,
    top,
    read: membership.read,
    unread,
    ...(membership.marked === undefined ? {} : { marked: membership.marked }),
    ...(mentioned === undefined ? {} : { mentioned }),
    ...(room.code === undefined ? {} : { code: room.code }),
    ...(peer === undefined ? {} : { peer }),
    ...(last === undefined ? {} : { last: asLast(seenBy(readerOf(membership.person), last)) }),
  }
}

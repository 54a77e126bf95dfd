import type { Presence } from '../state/state'
import type { ChatContext } from './context'
import type { RoomHubs } from './live/room-hubs'

/** The rooms that a client is in and those it hears of, each of which holds the room's hub once. */
type ClientRooms = Pick<ChatContext, 'watch' | 'unwatch' | 'leave'>

export function openClientRooms(
  hubs: RoomHubs,
  presence: Presence,
  tellRoom: ChatContext['tellRoom'],
): ClientRooms {
  return {
    async watch(client, room) {
      const hub = await hubs.hold(room)
      if (client.closed || client.watched.has(room)) return hubs.letGo(hub)
      client.watched.add(room)
      hub.watchers.add(client)
    },

    unwatch(client, room) {
      const hub = hubs.get(room)
      if (!hub || !client.watched.delete(room)) return
      hub.watchers.delete(client)
      hubs.letGo(hub)
    },

    async leave(client, room) {
      const hub = hubs.entered(client, room)
      if (!hub) return false
      client.entered.delete(room)
      hub.release(client)
      try {
        const last = await presence.leave(room, client.person.id, client.id)
        if (last) tellRoom(room, { type: 'went', person: client.person })
        return last
      } finally {
        hubs.letGo(hub)
      }
    },
  }
}

import type { Http } from './http'

export function roomsApi(http: Http) {
  return {
    /** One's rooms and talks, the newest message first. */
    list: async () => (await http.own('GET /api/rooms')).rooms,
    get: (room: string) => http.own('GET /api/rooms/{room}', { room }),
    /** The id of the room with oneself, which its first use makes. */
    favourites: async () => (await http.own('PUT /api/favourites')).room,
    /** The QR code that opens the room, as a `data:` address. */
    qr: (room: string) => http.picture(`/api/rooms/${encodeURIComponent(room)}/qr`),
  }
}

export type RoomsApi = ReturnType<typeof roomsApi>

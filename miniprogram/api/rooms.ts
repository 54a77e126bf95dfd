import type { RoomCard } from '../protocol/index'
import type { Http } from './http'

const of = (room: string) => `/api/rooms/${encodeURIComponent(room)}`

export function roomsApi(http: Http) {
  return {
    /** One's rooms and talks, the newest message first. */
    list: async () => (await http.own<{ rooms: RoomCard[] }>('GET', '/api/rooms')).rooms,
    get: (room: string) => http.own<RoomCard>('GET', of(room)),
    /** The QR code that opens the room, as a `data:` address. */
    qr: (room: string) => http.own<string>('GET', `${of(room)}/qr`, undefined, true),
  }
}

export type RoomsApi = ReturnType<typeof roomsApi>

import type { RoomCard } from '../protocol/index'
import type { Phone } from '../session/ports'
import type { Session } from '../session/session'
import type { Contacts } from '../stores/contact-store'
import type { HistoryCache } from '../stores/history-cache'
import type { RoomListStore } from '../stores/room-list-store'

/** What a room needs around it. */
export interface RoomDeps {
  session: Session
  phone: Pick<Phone, 'clock' | 'chance'>
  roomList: RoomListStore
  contacts: Contacts
  cache: HistoryCache
  /** Asks for a room card anew. Rejects with `Refused`. */
  fetchCard(room: string): Promise<RoomCard>
}

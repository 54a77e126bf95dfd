import type { Message, RoomCard } from '../protocol/index'
import type { Cancel, Phone } from '../session/ports'
import type { ServerClock } from '../session/server-clock'
import type { Session } from '../session/session'

/** The cards of the rooms in the person's list. */
export interface RoomCards {
  card(room: string): RoomCard | undefined
  put(card: RoomCard): void
  remove(room: string): void
  /**
   * Read up to here on this phone; it is marked unread no more. `next`: the next message that mentions the reader, as far as lines
   * are loaded.
   */
  markRead(room: string, seq: number, next?: number): void
  /** How far it was read, as the server has it. */
  serverHasRead(room: string, seq: number): void
  subscribe(listener: () => void): Cancel
}

/** People one is connected with, and the room of each talk. */
export interface KnownContacts {
  get(): readonly { room: string }[]
  of(person: string): { room: string; online: boolean } | undefined
  subscribe(listener: () => void): Cancel
  /** Rejects with `Refused`. */
  refresh(): Promise<void>
}

/** The newest messages of rooms, on disk: a room is there before the server has answered. */
export interface KeptHistory {
  /** Without a hole, the oldest first. */
  read(room: string): Message[]
  /** Keeps the newest of these, as many as there is room for. */
  write(room: string, messages: readonly Message[]): void
  forget(room: string): void
}

/** What a room needs around it. */
export interface RoomDeps {
  session: Session
  phone: Pick<Phone, 'clock' | 'chance'>
  serverClock: ServerClock
  roomList: RoomCards
  contacts: KnownContacts
  cache: KeptHistory
  /** Asks for a room card anew. Rejects with `Refused`. */
  fetchCard(room: string): Promise<RoomCard>
}

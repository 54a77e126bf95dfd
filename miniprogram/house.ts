import type { Joining } from './joining/joining'
import type { Person } from './protocol/index'
import type { LinkVerbs } from './rooms/link-verbs'
import type { EnterRoom } from './rooms/room'
import type { RoomVerbs } from './rooms/room-verbs'
import type { ConnectionStore } from './stores/connection-status'
import type { ContactStore } from './stores/contacts'
import type { InvitationStore } from './stores/invitations'
import type { MeStore } from './stores/me'
import type { RoomList } from './stores/room-list'
import type { SettingsStore } from './stores/settings'

/** Everything a page may talk to. */
export interface House {
  /** Starts the session; called once by `app.ts`. */
  open(): void
  me: MeStore
  connection: ConnectionStore
  roomList: RoomList
  invitations: InvitationStore
  contacts: ContactStore
  settings: SettingsStore
  enterRoom: EnterRoom
  rooms: RoomVerbs
  links: LinkVerbs
  people: {
    /** A person by id. Rejects with `Refused('unknown-person')`. */
    find(id: string): Promise<Person>
  }
  codes: {
    /** The QR code that opens a room, as a `data:` address for `<image>`. */
    ofRoom(room: string): Promise<string>
  }
  joining: Joining
}

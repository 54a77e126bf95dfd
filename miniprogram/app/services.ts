import type { CallsApi } from '../api/calls'
import type { MediaApi } from '../api/media'
import type { Calls } from '../calls/calls'
import type { Joining } from '../joining/joining'
import type { Person } from '../protocol/index'
import type { LinkCommands, RoomCommands } from '../rooms/commands'
import type { EnterRoom } from '../rooms/room-handle'
import type { ServerClock } from '../session/server-clock'
import type { AccountStore } from '../stores/account-store'
import type { BatchStore } from '../stores/batch-store'
import type { ConnectionStore } from '../stores/connection-store'
import type { Contacts } from '../stores/contact-store'
import type { DraftStore } from '../stores/draft-store'
import type { Invitations } from '../stores/invitation-store'
import type { MeStore } from '../stores/me-store'
import type { Observable, Unsubscribe } from '../stores/observable'
import type { RoomList } from '../stores/room-list-store'
import type { SettingsStore } from '../stores/settings-store'
import type { UploadStore } from '../uploads/upload-store'
import type { PlayedStore } from '../voices/played-store'
import type { VoicePlayer } from '../voices/voice-player'

/** Everything a page may talk to. */
export interface AppServices {
  /**
   * Makes what this phone keeps readable, and starts the session; called once by `app.ts`. Resolves to the number of unsent
   * messages that could not be read any more.
   */
  open(): Promise<number>
  /** Calls back once rooms may be entered: at once, but for the first moments of the program. */
  whenIn(run: () => void): Unsubscribe
  /** By what everything is dated: a phone's own clock may be wrong. */
  clock: Pick<ServerClock, 'now' | 'onMoved'>
  /** What is kept was changed by another window: browsers have several, WeChat has one. `key`: what; without, all of it. */
  changedElsewhere(key: string | undefined): void
  me: MeStore
  account: AccountStore
  connection: ConnectionStore
  roomList: RoomList
  invitations: Invitations
  contacts: Contacts
  settings: SettingsStore
  drafts: DraftStore
  /** Throws `Refused('signed-out')` when nobody is signed in. */
  enterRoom: EnterRoom
  rooms: RoomCommands
  /** What goes to several rooms and people at once. */
  batches: BatchStore
  /** The id of the room with oneself, which its first use makes. Rejects with `Refused`. */
  favourites(): Promise<string>
  links: LinkCommands
  people: {
    /** A person by id. Rejects with `Refused('unknown-person')`. */
    find(id: string): Promise<Person>
  }
  codes: {
    /** The QR code that opens a room, as a `data:` address for `<image>`. */
    ofRoom(room: string): Promise<string>
    /** The QR code that leads to a person. */
    ofPerson(person: string): Promise<string>
  }
  media: MediaApi
  uploads: UploadStore
  /** Whether something would be lost if the program ended now. */
  unsaved: Observable<boolean>
  /** Which voice messages were played. */
  played: PlayedStore
  /** The voice message that plays. */
  voices: VoicePlayer
  joining: Joining
  /** The call that goes on, rings or has just ended. */
  calls: Calls
  /** Ways into a call beside this program. */
  callWays: CallsApi
}

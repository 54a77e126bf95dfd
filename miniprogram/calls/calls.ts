import type { CallMedia, Person } from '../protocol/index'
import type { Observable } from '../stores/observable'
import type { Call, OtherCall } from './call'
import type { CallDevice } from './engine'
import type { TalkingRoom } from './talking-rooms'

/** The one call that this program has at a time, and what is known of others. */
export interface Calls extends Observable<Call | undefined> {
  /** Whether voices can be heard here at all: WeChat's own pages cannot take calls. */
  readonly canTalk: boolean
  readonly canShareScreen: boolean
  /** A call of this person's on another device, or of this window before a reload. */
  readonly elsewhere: Observable<OtherCall | undefined>
  /** The groups in which is talked, by their ids, as far as they are entered. */
  readonly rooms: Observable<Readonly<Record<string, TalkingRoom>>>
  /**
   * Calls somebody, in the talk `room`. This and the next three resolve when it rings, or one is in; what fails is told by
   * the call itself (`end`). They reject with `Refused('in-a-call')` while there is another one.
   */
  call(peer: Person, room: string, media: CallMedia): Promise<void>
  /** Begins the call of a group, or joins it. */
  join(room: string): Promise<void>
  /** Takes the call that rings. */
  answer(): Promise<void>
  /** Into a call that goes on, whichever device of this person had it. */
  comeBack(call: string): Promise<void>
  /** Falls silent at once. Rejects with `Refused` when the server does not hear of it. */
  decline(): Promise<void>
  /** Ends it, cancels it, or leaves that of a group. */
  hangUp(): void
  setMuted(muted: boolean): void
  /** These reject with `Refused`: then it is as before. */
  setCamera(on: boolean): Promise<void>
  setScreen(on: boolean): Promise<void>
  devices(): Promise<CallDevice[]>
  use(device: CallDevice): Promise<void>
  /** How it ended was read. */
  dismiss(): void
}

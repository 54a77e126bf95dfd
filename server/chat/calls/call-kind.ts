import type { FrameOf, Person } from '#protocol'
import type { Answer } from '../answer'
import type { Client } from '../client'
import type { Appender } from '../live/appender'
import type { PersonNews, RoomNews } from '../live/news'
import type { UserConnections } from '../live/user-connections'
import type { Ports, Wire } from '../ports'
import type { Retries } from './retries'

/** What calls need of the chat. */
export interface CallDeps {
  ports: Ports
  appender: Appender
  userConnections: UserConnections
  tellPersonNews(person: string, news: PersonNews): void
  tellRoom(room: string, news: RoomNews): void
  /** As `Wire` has it: what is told by it comes behind the answer to the frame that is being handled. */
  gather: Wire['gather']
}

/** A frame about a call that is there. */
export type CallFrame = FrameOf<'answer'> | FrameOf<'hangup'> | FrameOf<'signal'> | FrameOf<'share'>

/**
 * One of the two kinds of calls: of two people, or of a group. Whose call it is its id tells. What rejects with `StateUnavailable`
 * may be asked again.
 */
export interface CallKind {
  /** Does what a frame asks for. */
  act(frame: CallFrame, client: Client): Promise<Answer>
  /** Whether the call goes on, and this person takes part in it or is rung by it. */
  isIn(call: string, person: string): Promise<boolean>
  /** Tells somebody who has just connected of the call by which they are held; makes good what was cut short where it is over. */
  welcome(call: string, client: Client): Promise<void>
  /** A connection that takes part has ended; `since` may be before now. */
  lose(call: string, connection: string, since: number): Promise<void>
  /** People whose server has died, and who have taken part. */
  loseAll(call: string, people: string[]): Promise<void>
  /** People who were taken for such, and whose lines go on: servers were out of touch. */
  findAll(call: string, people: string[]): Promise<void>
  /** Something may be due; when the next is, or nothing where nothing will be. */
  look(call: string): Promise<number | undefined>
  /** This server ends, and what it knows of calls with it. */
  stop(call: string): Promise<void>
}

/** What the kinds share on this server: see `LiveCalls`. */
export interface CallTable {
  readonly retries: Retries
  /** Whether the call, of whichever kind, goes on with this person in it. */
  isIn(call: string, person: string): Promise<boolean>
  /** The client takes part from now on. */
  join(call: string, client: Client): Promise<void>
  /** The client takes no part in it after all. */
  leave(call: string, client: Client): Promise<void>
  /** The person takes part by another connection than this one from now on. */
  moved(call: string, person: string, connection: string): void
  /** The call has changed, and is due then: all servers of these people hear of it. */
  changed(call: string, people: string[], due: number | undefined): void
  /** The call is over, for these people: the same. */
  over(call: string, people: string[]): void
}

/** Whom somebody calls, with whom they are connected. */
export interface Callee {
  peer: Person
  room: string
  /** They have blocked who calls. */
  isUnheard: boolean
}

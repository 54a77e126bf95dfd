import type { Person, Port, ServerFrame, ServerFrameOf } from '#protocol'
import type { Bus, Unsubscribe } from '../../state/state'
import type { Room } from '../../store/store'
import type { RoomMessage } from '../audience'

/** A message on its way to the people in the room. `origin` is the client who said it. */
export interface Posted {
  message: RoomMessage
  origin?: string
}

/** What the nodes tell each other about one room. */
export type RoomNews =
  | { type: 'lines'; lines: Posted[] }
  /** So many messages are there: not each of them was told when it was stored. */
  | { type: 'top'; seq: number }
  | { type: 'came'; person: Person }
  | { type: 'went'; person: Person }
  /** To everyone in the room, but not to the client named by `except`. */
  | { type: 'frame'; frame: ServerFrame; except?: string }
  /** Who takes part in the room's call. */
  | { type: 'talking'; frame: ServerFrameOf<'talking'> }
  /** The room has another name, or code. */
  | { type: 'changed'; room: Room }
  /** The person is no longer a member; without a person the room is gone. */
  | { type: 'cut'; person?: string }
  /** One of a pair has blocked the other, or takes it back. */
  | { type: 'blocking'; person: string; blocking: boolean }
  /** One of a pair has turned receipts on, or off. */
  | { type: 'receipts'; person: string; on: boolean }

/** What the nodes tell each other about one person. */
export type PersonNews =
  /** To the person's sockets on this port, but not to the client named by `except`; or to that named by `only`. */
  | { type: 'frame'; port: Port; frame: ServerFrame; except?: string; only?: string }
  /** The person became a member: their sockets on this port hear of what is said there. */
  | { type: 'joined'; port: Port; room: string }
  /** A call of the person has changed, and something becomes of it at `due`; or it is over for them, or for that `left` connection. */
  | { type: 'call'; call: string; due?: number; over?: boolean; left?: string }

/** The topic of `RoomNews`. */
export const roomTopic = (room: string): string => `room:${room}`
/** The topic of `PersonNews`. */
export const personTopic = (person: string): string => `person:${person}`

/** Hears what is told about a room from now on, once it resolves. */
export function hearRoom(bus: Bus, room: string, hear: (news: RoomNews) => void): Promise<Unsubscribe> {
  // Nothing else is published under this topic.
  return bus.subscribe(roomTopic(room), (news) => hear(news as RoomNews))
}

/** Hears what is told about a person from now on, once it resolves. */
export function hearPerson(bus: Bus, person: string, hear: (news: PersonNews) => void): Promise<Unsubscribe> {
  // Nothing else is published under this topic.
  return bus.subscribe(personTopic(person), (news) => hear(news as PersonNews))
}

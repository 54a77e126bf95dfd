import type { ServerFrameOf } from '#protocol'
import { lobby } from '#protocol'
import type { Membership } from '../../store/store'
import { type Refusal, refuse } from '../answer'
import type { House } from '../house'
import { roomCard } from '../room-card'
import type { Visitor } from '../visitor'

/** The membership of someone who may change this room, or why they may not. */
export async function asOwner(
  room: string,
  visitor: Visitor,
  { ports }: House,
): Promise<Membership | Refusal> {
  const membership = await asMember(room, visitor, ports)
  if ('refused' in membership) return membership
  return membership.role === 'owner' ? membership : refuse('not-the-owner')
}

/** The membership in a room that people made. The lobby, and rooms of which one is no member, are refused. */
export async function asMember(
  room: string,
  visitor: Visitor,
  { store }: House['ports'],
): Promise<Membership | Refusal> {
  if (room === lobby) return refuse('lobby-is-open')
  const membership = await store.rooms.membership(room, visitor.person.id)
  if (!membership) return refuse('unknown-room')
  const kind = (await store.rooms.get(room))?.kind
  return kind === 'group' ? membership : refuse('wrong-port')
}

/** The room as it stands in the visitor's list now: the answer to most room verbs. */
export async function asRoom(
  room: string,
  visitor: Visitor,
  { ports }: House,
): Promise<ServerFrameOf<'room'> | Refusal> {
  const card = await roomCard(room, visitor.person.id, ports)
  return card ? { type: 'room', room: card } : refuse('unknown-room')
}

/** Tells everyone in the room that someone's membership changed. */
export function tellMember(
  room: string,
  person: ServerFrameOf<'member'>['person'],
  role: ServerFrameOf<'member'>['role'],
  house: House,
  except?: string,
): ServerFrameOf<'member'> {
  const frame: ServerFrameOf<'member'> = { type: 'member', room, person, role }
  house.tellRoom(room, { type: 'frame', frame, ...(except === undefined ? {} : { except }) })
  return frame
}

/** Tells the devices of somebody who became the owner, wherever in the house they are. */
export async function tellOwner(room: string, heir: string, house: House): Promise<void> {
  const card = await roomCard(room, heir, house.ports)
  if (card) house.tellPerson(heir, 'group', { type: 'room', room: card })
}

/** The person's membership has ended: their visits do too, and every device is told why. */
export function putOut(
  room: string,
  person: string,
  reason: ServerFrameOf<'gone'>['reason'],
  house: House,
  except?: string,
): ServerFrameOf<'gone'> {
  const frame: ServerFrameOf<'gone'> = { type: 'gone', room, reason }
  house.tellRoom(room, { type: 'cut', person })
  house.tellPerson(person, 'group', frame, except)
  return frame
}

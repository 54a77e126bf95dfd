import type { ServerFrameOf } from '#protocol'
import { lobby } from '#protocol'
import type { Membership } from '../store/store'
import { type Refusal, refuse } from './answer'
import type { Client } from './client'
import type { ChatContext } from './context'
import { roomCard } from './room-card'

/** The membership of someone who may change this room, or why they may not. */
export async function asOwner(
  room: string,
  client: Client,
  { ports }: ChatContext,
): Promise<Membership | Refusal> {
  const membership = await asMember(room, client, ports)
  if ('refused' in membership) return membership
  return membership.role === 'owner' ? membership : refuse('not-the-owner')
}

/** The membership in a room that people made. The lobby, and rooms of which one is no member, are refused. */
export async function asMember(
  room: string,
  client: Client,
  { store }: ChatContext['ports'],
): Promise<Membership | Refusal> {
  if (room === lobby) return refuse('lobby-is-open')
  const membership = await store.rooms.membership(room, client.person.id)
  if (!membership) return refuse('unknown-room')
  const kind = (await store.rooms.get(room))?.kind
  return kind === 'group' ? membership : refuse('wrong-port')
}

/** The room as it stands in the client's list now: the answer to most room commands. */
export async function asRoom(
  room: string,
  client: Client,
  { ports }: ChatContext,
): Promise<ServerFrameOf<'room'> | Refusal> {
  const card = await roomCard(room, client.person.id, ports)
  return card ? { type: 'room', room: card } : refuse('unknown-room')
}

/** Tells everyone in the room that someone's membership changed. */
export function tellMember(
  room: string,
  person: ServerFrameOf<'member'>['person'],
  role: ServerFrameOf<'member'>['role'],
  chat: ChatContext,
  except?: string,
): ServerFrameOf<'member'> {
  const frame: ServerFrameOf<'member'> = { type: 'member', room, person, role }
  chat.tellRoom(room, { type: 'frame', frame, ...(except === undefined ? {} : { except }) })
  return frame
}

/** Tells the devices of somebody who became the owner, wherever they are connected. */
export async function tellOwner(room: string, heir: string, chat: ChatContext): Promise<void> {
  const card = await roomCard(room, heir, chat.ports)
  if (card) chat.tellPerson(heir, 'group', { type: 'room', room: card })
}

/** The person's membership has ended: their visits do too, and every device is told why. */
export function putOut(
  room: string,
  person: string,
  reason: ServerFrameOf<'gone'>['reason'],
  chat: ChatContext,
  except?: string,
): ServerFrameOf<'gone'> {
  const frame: ServerFrameOf<'gone'> = { type: 'gone', room, reason }
  chat.tellRoom(room, { type: 'cut', person })
  chat.tellPerson(person, 'group', frame, except)
  return frame
}

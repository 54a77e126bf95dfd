import type { ServerFrameOf } from '#protocol'
import { type Refusal, refuse } from './answer'
import type { Client } from './client'
import type { ChatContext } from './context'
import { roomCard } from './room-card'

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

/** Tells the devices of the new owner, wherever they are connected. */
export async function tellOwner(room: string, heir: string, chat: ChatContext): Promise<void> {
  const card = await roomCard(room, heir, chat.ports)
  if (card) chat.tellPerson(heir, 'group', { type: 'room', room: card })
}

/** The person's membership has ended: their clients leave the room, and every device is told why. */
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

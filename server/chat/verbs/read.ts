import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { House } from '../house'
import type { Visitor } from '../visitor'
import type { Verb } from './verb'

/** Moves the person's read position forward; their other devices hear of it, in a 1v1 room the peer too. */
export const read: Verb<'read'> = async (frame, visitor, house): Promise<Answer> => {
  const { store } = house.ports
  const { room } = frame
  const me = visitor.person.id
  const feed = visitor.entered.get(room)
  if (!feed && !(await store.rooms.membership(room, me))) return refuse('unknown-room')

  // Another node may have told the reader of a message before this one heard of it.
  const top = feed && frame.seq <= feed.top ? feed.top : await store.messages.top(room)
  const seq = await store.rooms.read(room, me, Math.min(frame.seq, top))
  const answer = { type: 'read', room, person: me, seq } as const
  house.tellPerson(me, visitor.port, answer, visitor.id)
  const peer = feed ? feed.peerOf(me) : await peerOf(room, visitor, house)
  if (peer) house.tellPerson(peer, visitor.port, answer)
  return answer
}

async function peerOf(room: string, visitor: Visitor, { ports }: House): Promise<string | undefined> {
  if (visitor.port !== 'direct') return undefined
  const pair = await ports.store.rooms.members(room, undefined, 2)
  return pair.find(({ person }) => person !== visitor.person.id)?.person
}

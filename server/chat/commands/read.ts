import type { Answer } from '../answer'
import { refuse } from '../answer'
import { blockersIn } from '../blocks'
import type { Client } from '../client'
import type { ChatContext, Command } from '../context'
import type { RoomState } from '../live/room-state'
import { isMember, pairOf } from '../membership'

/** Moves the person's read position forward; their other devices hear of it, in a 1v1 room the peer too. */
export const read: Command<'read'> = async (frame, client, chat): Promise<Answer> => {
  const { store } = chat.ports
  const { room } = frame
  const me = client.person.id
  const hub = chat.hubs.entered(client, room)
  if (!hub && !(await isMember(room, me, store))) return refuse('unknown-room')

  // Another node may have told the reader of a message before this one heard of it.
  const top = hub && frame.seq <= hub.state.top ? hub.state.top : await store.messages.top(room)
  const seq = await store.rooms.read(room, me, Math.min(frame.seq, top))
  const answer = { type: 'read', room, person: me, seq } as const
  chat.tellPerson(me, client.port, answer, client.id)
  const peer = hub ? listenerOf(hub.state, me) : await peerOf(room, client, chat)
  if (peer) chat.tellPerson(peer, client.port, answer)
  return answer
}

function listenerOf(state: RoomState, me: string): string | undefined {
  return state.isApart ? undefined : state.peerOf(me)
}

/** The other one of a 1v1 room, unless a block stands between the two. */
async function peerOf(room: string, client: Client, { ports }: ChatContext): Promise<string | undefined> {
  if (client.port !== 'direct') return undefined
  const pair = await pairOf(room, ports.store)
  if ((await blockersIn(pair, ports.store)).length > 0) return undefined
  return pair.find((one) => one !== client.person.id)
}

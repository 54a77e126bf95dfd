import type { Store } from '../../store/store'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import { blockersIn } from '../blocks'
import type { Command } from '../context'
import type { RoomState } from '../live/room-state'
import { isMember, pairOf } from '../membership'
import { silentIn } from '../silent'

/** Moves the person's read position forward; their other devices hear of it, in a 1v1 room the peer too. */
export const read: Command<'read'> = async (frame, client, chat): Promise<Answer> => {
  const { store } = chat.ports
  const { room } = frame
  const me = client.person.id
  const hub = chat.hubs.entered(client, room)
  if (!hub && !(await isMember(room, me, store))) return refuse('unknown-room')

  // Another node may have told the reader of a message before this one heard of it.
  const top = hub && frame.seq <= hub.state.top ? hub.state.top : await store.messages.top(room)
  const pair = hub || client.port !== 'direct' ? [] : await pairOf(room, store)
  const isSilent = hub ? hub.state.isSilent : (await silentIn(pair, store)).length > 0
  const seq = await store.rooms.read(room, me, Math.min(frame.seq, top), isSilent)
  const answer = { type: 'read', room, person: me, seq } as const
  chat.tellPerson(me, client.port, answer, client.id)
  const peer = hub ? listenerOf(hub.state, me) : await peerOf(pair, me, store)
  if (peer && !isSilent) chat.tellPerson(peer, client.port, answer)
  return answer
}

function listenerOf(state: RoomState, me: string): string | undefined {
  return state.isApart ? undefined : state.peerOf(me)
}

/** The other one of a 1v1 room, unless a block stands between the two. */
async function peerOf(pair: string[], me: string, store: Store): Promise<string | undefined> {
  if ((await blockersIn(pair, store)).length > 0) return undefined
  return pair.find((one) => one !== me)
}

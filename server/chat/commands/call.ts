import type { FrameOf, Person } from '#protocol'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { Client } from '../client'
import type { ChatContext, Command } from '../context'
import { isMember } from '../membership'
import { placeOf } from '../targets'

/** How often one person may call. */
const rate = { perSecond: 0.5, burst: 10 }

/** Calls somebody with whom one is connected, or begins or joins the call of a group. */
export const call: Command<'call'> = async (frame, client, chat): Promise<Answer> => {
  const { people, state } = chat.ports
  const me = client.person.id
  if (frame.to === me) return refuse('yourself')
  const pause = await state.limits.take(`call:${me}`, rate)
  if (pause > 0) return refuse('too-fast', pause)
  const peer: Person | undefined = await people.get(frame.to)
  if (!peer) return callRoom(frame, client, chat)
  const place = await placeOf({ person: peer.id }, client, chat)
  return 'refused' in place ? place : chat.calls.pair.call({ peer, ...place }, frame, client)
}

async function callRoom(frame: FrameOf<'call'>, client: Client, chat: ChatContext): Promise<Answer> {
  const { store } = chat.ports
  const isOurs = await isMember(frame.to, client.person.id, store)
  // The room of two is called by the person.
  if (!isOurs || (await store.rooms.get(frame.to))?.kind === 'direct') return refuse('unknown-room')
  return chat.calls.group.call(frame.to, frame, client)
}

import type { Person } from '#protocol'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { Command } from '../context'
import { placeOf } from '../targets'

/** How often one person may call. */
const rate = { perSecond: 0.5, burst: 10 }

/** Calls somebody with whom one is connected. */
export const call: Command<'call'> = async (frame, client, chat): Promise<Answer> => {
  const { people, state } = chat.ports
  const me = client.person.id
  if (frame.to === me) return refuse('yourself')
  const pause = await state.limits.take(`call:${me}`, rate)
  if (pause > 0) return refuse('too-fast', pause)
  const peer: Person | undefined = await people.get(frame.to)
  if (!peer) return refuse('unknown-room')
  const place = await placeOf({ person: peer.id }, client, chat)
  return 'refused' in place ? place : chat.calls.pair.call({ peer, ...place }, frame, client)
}

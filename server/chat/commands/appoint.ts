import type { Answer } from '../answer'
import { isRefusal, refuse } from '../answer'
import type { Command } from '../context'
import { asOwner } from '../membership'
import { tellMember, tellOwner } from '../membership-news'

/** Hands the room over to another member. */
export const appoint: Command<'appoint'> = async (frame, client, chat): Promise<Answer> => {
  if (frame.person === client.person.id) return refuse('yourself')
  const membership = await asOwner(frame.room, client, chat.ports.store)
  if (isRefusal(membership)) return membership

  const { store, people } = chat.ports
  const heir = await people.get(frame.person)
  const done = heir && (await store.rooms.handOver(frame.room, client.person.id, heir.id))
  if (!heir || !done) return refuse('not-a-member')
  tellMember(frame.room, client.person, 'member', chat)
  await tellOwner(frame.room, heir.id, chat)
  return tellMember(frame.room, heir, 'owner', chat, client.id)
}
